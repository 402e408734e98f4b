using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ClientVpnEndpoints;

/// <summary>Lists the connections of an endpoint: none, since nothing listens.</summary>
internal sealed class DescribeClientVpnConnections
    : IQuery<DescribeClientVpnConnectionsRequest, DescribeClientVpnConnectionsResult>
{
    public static DescribeClientVpnConnectionsResult Run(DescribeClientVpnConnectionsRequest input, WorldView at)
    {
        at.Named<ClientVpnEndpointRow>(input.ClientVpnEndpointId);
        NoItems.Check(input.Filters, input.NextToken, "connection-id", "username");
        return new() { Connections = [] };
    }
}
