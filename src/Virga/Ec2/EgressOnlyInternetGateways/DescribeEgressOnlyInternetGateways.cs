using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.EgressOnlyInternetGateways;

/// <summary>Lists egress-only internet gateways.</summary>
internal sealed class DescribeEgressOnlyInternetGateways
    : IQuery<DescribeEgressOnlyInternetGatewaysRequest, DescribeEgressOnlyInternetGatewaysResult>
{
    private static readonly Listing<EgressOnlyInternetGatewayRow, EgressOnlyInternetGateway> Listing =
        new() { View = CreateEgressOnlyInternetGateway.View, Filters = [] };

    public static DescribeEgressOnlyInternetGatewaysResult Run(
        DescribeEgressOnlyInternetGatewaysRequest input, WorldView at)
    {
        var page = Listing.Page(
            at, input.EgressOnlyInternetGatewayIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { EgressOnlyInternetGateways = page.Items, NextToken = page.NextToken };
    }
}
