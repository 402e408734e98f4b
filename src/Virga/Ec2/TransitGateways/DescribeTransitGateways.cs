using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGateways;

/// <summary>Lists transit gateways; deleted ones for a while.</summary>
internal sealed class DescribeTransitGateways : IQuery<DescribeTransitGatewaysRequest, DescribeTransitGatewaysResult>
{
    private static readonly Listing<TransitGatewayRow, TransitGateway> Listing = new()
    {
        View = TransitGatewayView.Of,
        Filters = new()
        {
            { "options.propagation-default-route-table-id", one => one.Options!.PropagationDefaultRouteTableId },
            { "options.amazon-side-asn", one => one.Options!.AmazonSideAsn },
            { "options.association-default-route-table-id", one => one.Options!.AssociationDefaultRouteTableId },
            { "options.auto-accept-shared-attachments", one => one.Options!.AutoAcceptSharedAttachments },
            { "options.default-route-table-association", one => one.Options!.DefaultRouteTableAssociation },
            { "options.default-route-table-propagation", one => one.Options!.DefaultRouteTablePropagation },
            { "options.dns-support", one => one.Options!.DnsSupport },
            { "options.vpn-ecmp-support", one => one.Options!.VpnEcmpSupport },
            { "owner-id", one => one.OwnerId },
            { "state", one => one.State },
            { "transit-gateway-id", one => one.TransitGatewayId },
        },
    };

    public static DescribeTransitGatewaysResult Run(DescribeTransitGatewaysRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.TransitGatewayIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { TransitGateways = page.Items, NextToken = page.NextToken };
    }
}
