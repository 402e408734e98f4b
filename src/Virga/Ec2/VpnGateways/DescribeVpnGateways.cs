using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpnGateways;

/// <summary>Lists virtual private gateways; deleted ones for a while.</summary>
internal sealed class DescribeVpnGateways : IQuery<DescribeVpnGatewaysRequest, DescribeVpnGatewaysResult>
{
    private static readonly Listing<VpnGatewayRow, VpnGateway> Listing = new()
    {
        View = VpnGatewayView.Of,
        Filters = new()
        {
            { "amazon-side-asn", one => one.AmazonSideAsn },
            { "attachment.state", one => one.VpcAttachments!.Select(each => each.State) },
            { "attachment.vpc-id", one => one.VpcAttachments!.Select(each => each.VpcId) },
            { "availability-zone", one => one.AvailabilityZone },
            { "state", one => one.State },
            { "type", one => one.Type },
            { "vpn-gateway-id", one => one.VpnGatewayId },
        },
    };

    public static DescribeVpnGatewaysResult Run(DescribeVpnGatewaysRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.VpnGatewayIds, input.Filters);
        return new() { VpnGateways = page.Items };
    }
}
