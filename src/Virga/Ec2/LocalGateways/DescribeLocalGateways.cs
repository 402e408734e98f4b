using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.LocalGateways;

/// <summary>Lists local gateways: none, since there is no Outpost.</summary>
internal sealed class DescribeLocalGateways : IQuery<DescribeLocalGatewaysRequest, DescribeLocalGatewaysResult>
{
    public static DescribeLocalGatewaysResult Run(DescribeLocalGatewaysRequest input, WorldView at)
    {
        LocalGatewayIds.Check(input.LocalGatewayIds);
        NoItems.Check(input.Filters, input.NextToken, "local-gateway-id", "outpost-arn", "owner-id", "state");
        return new() { LocalGateways = [] };
    }
}
