using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpnConcentrators;

/// <summary>Lists concentrators; the documentation names no filters, so these are the members' own.</summary>
internal sealed class DescribeVpnConcentrators
    : IQuery<DescribeVpnConcentratorsRequest, DescribeVpnConcentratorsResult>
{
    private static readonly Listing<VpnConcentratorRow, VpnConcentrator> Listing = new()
    {
        View = VpnConcentrators.Of,
        Filters = new()
        {
            { "vpn-concentrator-id", one => one.VpnConcentratorId },
            { "transit-gateway-id", one => one.TransitGatewayId },
            { "state", one => one.State },
            { "type", one => one.Type },
        },
    };

    public static DescribeVpnConcentratorsResult Run(DescribeVpnConcentratorsRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.VpnConcentratorIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { VpnConcentrators = page.Items, NextToken = page.NextToken };
    }
}
