using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayAttachments;

/// <summary>Lists connect attachments.</summary>
internal sealed class DescribeTransitGatewayConnects
    : IQuery<DescribeTransitGatewayConnectsRequest, DescribeTransitGatewayConnectsResult>
{
    private static readonly Listing<TransitGatewayAttachmentRow, TransitGatewayConnect> Listing = new()
    {
        View = TransitGatewayAttachmentView.Connect,
        IsVisible = static (row, _) => row.Type == "connect",
        Filters = new()
        {
            { "options.protocol", one => one.Options!.Protocol },
            { "state", one => one.State },
            { "transit-gateway-attachment-id", one => one.TransitGatewayAttachmentId },
            { "transit-gateway-id", one => one.TransitGatewayId },
            { "transport-transit-gateway-attachment-id", one => one.TransportTransitGatewayAttachmentId },
        },
    };

    public static DescribeTransitGatewayConnectsResult Run(DescribeTransitGatewayConnectsRequest input, WorldView at)
    {
        var page = Listing.Page(
            at, input.TransitGatewayAttachmentIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { TransitGatewayConnects = page.Items, NextToken = page.NextToken };
    }
}
