using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcEndpointServices;

/// <summary>Lists the endpoints of the account's services.</summary>
internal sealed class DescribeVpcEndpointConnections
    : IQuery<DescribeVpcEndpointConnectionsRequest, DescribeVpcEndpointConnectionsResult>
{
    private static readonly Filters<VpcEndpointConnection> Filters = new()
    {
        { "ip-address-type", one => one.IpAddressType },
        { "service-id", one => one.ServiceId },
        { "vpc-endpoint-owner", one => one.VpcEndpointOwner },
        { "vpc-endpoint-region", one => one.VpcEndpointRegion },
        { "vpc-endpoint-state", one => one.VpcEndpointState },
        { "vpc-endpoint-id", one => one.VpcEndpointId },
    };

    public static DescribeVpcEndpointConnectionsResult Run(DescribeVpcEndpointConnectionsRequest input, WorldView at)
    {
        var all = at.Rows<VpcEndpointServiceRow>().SelectMany(service => ServiceOffers.Connections(at, service.Id)
            .Select(one => VpcEndpointServiceView.Connection(service, one.Consumer, one.Row, at)));
        var page = FactPage.Of(all, Filters, input.Filters, input.MaxResults, input.NextToken);
        return new() { VpcEndpointConnections = page.Items, NextToken = page.NextToken };
    }
}
