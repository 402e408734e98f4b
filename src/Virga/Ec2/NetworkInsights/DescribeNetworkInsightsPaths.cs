using System.Globalization;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInsights;

/// <summary>Lists paths.</summary>
internal sealed class DescribeNetworkInsightsPaths
    : IQuery<DescribeNetworkInsightsPathsRequest, DescribeNetworkInsightsPathsResult>
{
    private static readonly Listing<NetworkInsightsPathRow, NetworkInsightsPath> Listing = new()
    {
        View = NetworkInsightsPathView.Of,
        Filters = new()
        {
            { "source", path => path.Source },
            { "destination", path => path.Destination },
            { "protocol", path => path.Protocol },
            { "filter-at-source.source-address", path => path.FilterAtSource?.SourceAddress },
            { "filter-at-source.source-port-range", path => Range(path.FilterAtSource?.SourcePortRange) },
            { "filter-at-source.destination-address", path => path.FilterAtSource?.DestinationAddress },
            { "filter-at-source.destination-port-range", path => Range(path.FilterAtSource?.DestinationPortRange) },
            { "filter-at-destination.source-address", path => path.FilterAtDestination?.SourceAddress },
            { "filter-at-destination.source-port-range", path => Range(path.FilterAtDestination?.SourcePortRange) },
            { "filter-at-destination.destination-address", path => path.FilterAtDestination?.DestinationAddress },
            {
                "filter-at-destination.destination-port-range",
                path => Range(path.FilterAtDestination?.DestinationPortRange)
            },
        },
        MinResults = 1,
    };

    public static DescribeNetworkInsightsPathsResult Run(DescribeNetworkInsightsPathsRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.NetworkInsightsPathIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { NetworkInsightsPaths = page.Items, NextToken = page.NextToken };
    }

    private static string? Range(FilterPortRange? range) =>
        range is null ? null : string.Create(CultureInfo.InvariantCulture, $"{range.FromPort}-{range.ToPort}");
}
