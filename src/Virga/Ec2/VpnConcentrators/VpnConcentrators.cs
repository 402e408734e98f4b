using Virga.Ec2.Tags;
using Virga.Ec2.TransitGatewayAttachments;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpnConcentrators;

/// <summary>How concentrators are shown and attached.</summary>
internal static class VpnConcentrators
{
    public static VpnConcentrator Of(VpnConcentratorRow row, WorldView at) => new()
    {
        VpnConcentratorId = row.Id,
        State = row.State,
        TransitGatewayId = row.TransitGatewayId,
        TransitGatewayAttachmentId = row.AttachmentId,
        Type = VpnConcentratorType.Ipsec1,
        Tags = at.TagsOf(row.Id),
    };

    /// <summary>The attachment by which packets of all its connections would come.</summary>
    public static string Attach(Change change, string concentratorId, string gatewayId)
    {
        var row = new TransitGatewayAttachmentRow(change.NewId("tgw-attach"))
        {
            TransitGatewayId = gatewayId,
            GatewayAccount = change.Account,
            Type = TransitGatewayAttachmentResourceType.VpnConcentrator,
            ResourceId = concentratorId,
            ResourceAccount = change.Account,
            State = TransitGatewayAttachmentState.Pending,
            CreationTime = change.Now,
        };
        AttachmentSides.Put(change, row);
        AttachmentSides.Settle(change, row);
        return row.Id;
    }
}

/// <summary>A concentrator reaches the state that it is on its way to, or is gone.</summary>
internal sealed class VpnConcentratorSettles : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<VpnConcentratorRow>(subject) is not { } row) return;
        if (row.State == "deleting") change.Remove<VpnConcentratorRow>(row.Id);
        else change.Put(row with { State = "available" });
    }
}
