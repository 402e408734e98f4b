using Virga.Ec2.TransitGatewayAttachments;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGateways;

/// <summary>Deletes a transit gateway without attachments, with its route tables.</summary>
internal sealed class DeleteTransitGateway : IMutation<DeleteTransitGatewayRequest, DeleteTransitGatewayResult>
{
    public static DeleteTransitGatewayResult Run(DeleteTransitGatewayRequest input, Change change)
    {
        var row = TransitGatewayRules.Live(change, input.TransitGatewayId);
        if (row.IsGone) throw Ec2Errors.InvalidState(row.Id);
        var left = change.Rows<TransitGatewayAttachmentRow>()
            .By(TransitGatewayAttachmentRow.ByTransitGateway, row.Id).Where(one => !one.IsOver)
            .GroupBy(one => Noun(one.Type), one => one.Id).FirstOrDefault();
        if (left is not null) throw Ec2Errors.HasAttachments(row.Id, left.Key, left);
        row = change.Put(row with { State = TransitGatewayState.Deleting });
        change.Later<TransitGatewaySettles>(TransitGatewayRules.Delay, row.Id);
        return new() { TransitGateway = TransitGatewayView.Of(row, change) };
    }

    private static string Noun(string type) => type switch
    {
        TransitGatewayAttachmentResourceType.Vpc => "VPC Attachments",
        TransitGatewayAttachmentResourceType.Vpn => "VPN Attachments",
        TransitGatewayAttachmentResourceType.Peering => "Transit Gateway Cross Region Peering Attachments",
        _ => "Transit Gateway Attachments",
    };
}
