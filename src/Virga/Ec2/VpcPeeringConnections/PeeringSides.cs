using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcPeeringConnections;

/// <summary>Writes a peering connection in both of its accounts and regions, so that they cannot disagree.</summary>
internal static class PeeringSides
{
    /// <summary>AWS shows a deleted, rejected or failed connection for about two hours (VPC Peering Guide).</summary>
    private static readonly TimeSpan Visible = TimeSpan.FromHours(2);

    public static VpcPeeringConnectionRow Put(Change change, VpcPeeringConnectionRow row)
    {
        change.At(row.Requester.Scope).Put(row);
        if (row.Accepter.Scope != row.Requester.Scope) change.At(row.Accepter.Scope).Put(row);
        return row;
    }

    /// <summary>Deletes the connection, in the name of whoever asks.</summary>
    public static void Delete(Change change, VpcPeeringConnectionRow row) =>
        End(change, row, VpcPeeringConnectionStateReasonCode.Deleted, $"Deleted by {change.Account}");

    /// <summary>Ends the connection for good; it stays visible for a while.</summary>
    public static void End(Change change, VpcPeeringConnectionRow row, string status, string message)
    {
        Put(change, row with { Status = status, StatusMessage = message, ExpirationTime = null });
        change.At(row.Requester.Scope).Expire<PeeringConnectionFades>(Visible, row.Id);
        if (row.Accepter.Scope != row.Requester.Scope)
            change.At(row.Accepter.Scope).Expire<PeeringConnectionFades>(Visible, row.Id);
    }
}

/// <summary>A connection that ended disappears from listings.</summary>
internal sealed class PeeringConnectionFades : ITransition
{
    public static void Run(Change change, string subject) => change.Remove<VpcPeeringConnectionRow>(subject);
}
