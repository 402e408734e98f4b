using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ClientVpnEndpoints;

/// <summary>Lists endpoints.</summary>
internal sealed class DescribeClientVpnEndpoints
    : IQuery<DescribeClientVpnEndpointsRequest, DescribeClientVpnEndpointsResult>
{
    private static readonly Listing<ClientVpnEndpointRow, ClientVpnEndpoint> Listing = new()
    {
        View = ClientVpnView.Of,
        Filters = new()
        {
            { "endpoint-id", one => one.ClientVpnEndpointId },
            { "transport-protocol", one => one.TransportProtocol },
        },
    };

    public static DescribeClientVpnEndpointsResult Run(DescribeClientVpnEndpointsRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.ClientVpnEndpointIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { ClientVpnEndpoints = page.Items, NextToken = page.NextToken };
    }
}
