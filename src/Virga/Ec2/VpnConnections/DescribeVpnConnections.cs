using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpnConnections;

/// <summary>Lists VPN connections; deleted ones for a while.</summary>
internal sealed class DescribeVpnConnections : IQuery<DescribeVpnConnectionsRequest, DescribeVpnConnectionsResult>
{
    private static readonly Listing<VpnConnectionRow, VpnConnection> Listing = new()
    {
        View = VpnConnectionView.Of,
        Filters = new()
        {
            { "customer-gateway-configuration", one => one.CustomerGatewayConfiguration },
            { "customer-gateway-id", one => one.CustomerGatewayId },
            { "state", one => one.State },
            { "option.static-routes-only", one => one.Options!.StaticRoutesOnly },
            { "route.destination-cidr-block", one => one.Routes!.Select(each => each.DestinationCidrBlock) },
            { "bgp-asn", one => BgpAsn(one) },
            { "type", one => one.Type },
            { "vpn-connection-id", one => one.VpnConnectionId },
            { "vpn-gateway-id", one => one.VpnGatewayId },
            { "transit-gateway-id", one => one.TransitGatewayId },
        },
    };

    public static DescribeVpnConnectionsResult Run(DescribeVpnConnectionsRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.VpnConnectionIds, input.Filters);
        return new() { VpnConnections = page.Items };
    }

    /// <summary>The customer's number, which AWS shows in the configuration only; static ones have none.</summary>
    private static string? BgpAsn(VpnConnection connection)
    {
        var text = connection.CustomerGatewayConfiguration ?? "";
        var start = text.IndexOf("<asn>", StringComparison.Ordinal);
        if (start < 0) return null;
        start += "<asn>".Length;
        return text[start..text.IndexOf('<', start)];
    }
}
