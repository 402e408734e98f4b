using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcPeeringConnections;

/// <summary>Accepts a peering connection, as the owner of the VPC that was asked.</summary>
internal sealed class AcceptVpcPeeringConnection
    : IMutation<AcceptVpcPeeringConnectionRequest, AcceptVpcPeeringConnectionResult>
{
    public static AcceptVpcPeeringConnectionResult Run(AcceptVpcPeeringConnectionRequest input, Change change)
    {
        var row = Pending(change, input.VpcPeeringConnectionId, "accepted");
        Quota.ActivePeerings.Check(change, () => change.Rows<VpcPeeringConnectionRow>()
            .By(VpcPeeringConnectionRow.ByVpc, row.Accepter.VpcId).Count(one => one.IsActive));
        row = PeeringSides.Put(change, row with
        {
            Status = VpcPeeringConnectionStateReasonCode.Active,
            StatusMessage = "Active",
            ExpirationTime = null,
        });
        change.Cancel<PeeringRequestExpires>(row.Id);
        return new() { VpcPeeringConnection = VpcPeeringConnectionView.Of(row, change) };
    }

    /// <summary>A request that waits for the caller's answer, or AWS's error.</summary>
    public static VpcPeeringConnectionRow Pending(Change change, string? id, string verb)
    {
        var row = change.Named<VpcPeeringConnectionRow>(id);
        if (row.Accepter.Scope != change.Scope)
            throw Ec2Errors.OperationNotPermitted(
                $"User {change.Account} cannot {(verb == "accepted" ? "accept" : "reject")} peering {row.Id}");
        return row.Status == VpcPeeringConnectionStateReasonCode.PendingAcceptance
            ? row
            : throw new AwsException(
                "InvalidStateTransition",
                $"Invalid state transition for {row.Id}, attempted to transition from {row.Status} to "
                + (verb == "accepted" ? "active" : "rejected"));
    }
}
