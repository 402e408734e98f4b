using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NatGateways;

/// <summary>Lists NAT gateways, for a while also those that were deleted.</summary>
internal sealed class DescribeNatGateways : IQuery<DescribeNatGatewaysRequest, DescribeNatGatewaysResult>
{
    private static readonly Listing<NatGatewayRow, NatGateway> Listing = new()
    {
        View = NatGatewayView.Of,
        Filters = new()
        {
            { "nat-gateway-id", nat => nat.NatGatewayId },
            { "state", nat => nat.State },
            { "subnet-id", nat => nat.SubnetId },
            { "vpc-id", nat => nat.VpcId },
        },
    };

    public static DescribeNatGatewaysResult Run(DescribeNatGatewaysRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.NatGatewayIds, input.Filter, input.MaxResults, input.NextToken);
        return new() { NatGateways = page.Items, NextToken = page.NextToken };
    }
}
