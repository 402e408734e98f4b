using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayMeteringPolicies;

/// <summary>Lists metering policies; the documentation names no filters, so these are the members' own.</summary>
internal sealed class DescribeTransitGatewayMeteringPolicies
    : IQuery<DescribeTransitGatewayMeteringPoliciesRequest, DescribeTransitGatewayMeteringPoliciesResult>
{
    private static readonly Listing<TransitGatewayMeteringPolicyRow, TransitGatewayMeteringPolicy> Listing = new()
    {
        View = MeteringPolicies.Of,
        Filters = new()
        {
            { "transit-gateway-metering-policy-id", one => one.TransitGatewayMeteringPolicyId },
            { "transit-gateway-id", one => one.TransitGatewayId },
            { "state", one => one.State },
        },
    };

    public static DescribeTransitGatewayMeteringPoliciesResult Run(
        DescribeTransitGatewayMeteringPoliciesRequest input, WorldView at)
    {
        var page = Listing.Page(
            at, input.TransitGatewayMeteringPolicyIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { TransitGatewayMeteringPolicies = page.Items, NextToken = page.NextToken };
    }
}
