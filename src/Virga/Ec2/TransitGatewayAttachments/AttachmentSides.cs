using Virga.Ec2.TransitGateways;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayAttachments;

/// <summary>
/// Writes an attachment in the account of its gateway and in that of its resource, so that they agree.
/// </summary>
internal static class AttachmentSides
{
    public static TransitGatewayAttachmentRow Put(Change change, TransitGatewayAttachmentRow row)
    {
        change.At(Gateway(change, row)).Put(row);
        if (IsShared(row)) change.At(new Scope(row.ResourceAccount, change.Region)).Put(row);
        return row;
    }

    public static TransitGatewayAttachmentRow Update(
        Change change, string id, Func<TransitGatewayAttachmentRow, TransitGatewayAttachmentRow> update) =>
        Put(change, update(change.Get<TransitGatewayAttachmentRow>(id)));

    /// <summary>The attachment goes on to its next state after AWS's time.</summary>
    public static void Settle(Change change, TransitGatewayAttachmentRow row) =>
        change.At(Gateway(change, row)).Later<TransitGatewayAttachmentSettles>(TransitGatewayRules.Delay, row.Id);

    /// <summary>Nothing more will become of the attachment; it is shown for a while.</summary>
    public static TransitGatewayAttachmentRow End(Change change, TransitGatewayAttachmentRow row, string state)
    {
        row = Put(change, row with { State = state, Association = null, Propagations = [] });
        change.At(Gateway(change, row)).Expire<TransitGatewayAttachmentFades>(TransitGatewayRules.Visible, row.Id);
        if (IsShared(row))
            change.At(new Scope(row.ResourceAccount, change.Region))
                .Expire<TransitGatewayAttachmentFades>(TransitGatewayRules.Visible, row.Id);
        return row;
    }

    /// <summary>The account and region of the transit gateway.</summary>
    public static Scope Gateway(WorldView at, TransitGatewayAttachmentRow row) => new(row.GatewayAccount, at.Region);

    /// <summary>A peering has rows of its own on each side.</summary>
    private static bool IsShared(TransitGatewayAttachmentRow row) =>
        row.Peer is null && row.ResourceAccount != row.GatewayAccount;
}

/// <summary>An attachment that ended disappears from listings.</summary>
internal sealed class TransitGatewayAttachmentFades : ITransition
{
    public static void Run(Change change, string subject) => change.Remove<TransitGatewayAttachmentRow>(subject);
}
