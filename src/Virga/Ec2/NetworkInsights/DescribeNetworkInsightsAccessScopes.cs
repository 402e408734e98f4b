using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInsights;

/// <summary>Lists scopes.</summary>
internal sealed class DescribeNetworkInsightsAccessScopes
    : IQuery<DescribeNetworkInsightsAccessScopesRequest, DescribeNetworkInsightsAccessScopesResult>
{
    private static readonly Listing<NetworkInsightsAccessScopeRow, NetworkInsightsAccessScope> Listing = new()
    {
        View = NetworkInsightsAccessScopeView.Of,
        Filters = new(),
        MinResults = 1,
    };

    public static DescribeNetworkInsightsAccessScopesResult Run(
        DescribeNetworkInsightsAccessScopesRequest input, WorldView at)
    {
        var page = Listing.Page(
            at, input.NetworkInsightsAccessScopeIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { NetworkInsightsAccessScopes = page.Items, NextToken = page.NextToken };
    }
}
