using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInsights;

/// <summary>Lists analyses, of all paths or of one.</summary>
internal sealed class DescribeNetworkInsightsAnalyses
    : IQuery<DescribeNetworkInsightsAnalysesRequest, DescribeNetworkInsightsAnalysesResult>
{
    private static readonly Listing<NetworkInsightsAnalysisRow, NetworkInsightsAnalysis> Listing = new()
    {
        View = NetworkInsightsAnalysisView.Of,
        Filters = new()
        {
            { "path-found", analysis => analysis.NetworkPathFound is { } found ? (found ? "true" : "false") : null },
            { "status", analysis => analysis.Status },
        },
        MinResults = 1,
    };

    public static DescribeNetworkInsightsAnalysesResult Run(DescribeNetworkInsightsAnalysesRequest input, WorldView at)
    {
        var ids = input.NetworkInsightsAnalysisIds is { Count: > 0 } named ? named : null;
        if (input.NetworkInsightsPathId is { } pathId) at.Named<NetworkInsightsPathRow>(pathId);
        if (input.NetworkInsightsPathId is not null || (input.AnalysisStartTime ?? input.AnalysisEndTime) is not null)
        {
            // Narrowed by hand, and handed on as ids: the rest is what every list does.
            foreach (var id in ids ?? []) at.Named<NetworkInsightsAnalysisRow>(id);
            ids = [.. at.Rows<NetworkInsightsAnalysisRow>()
                .Where(row => Fits(row, input) && ids?.Contains(row.Id) != false).Select(row => row.Id)];
            if (ids.Count == 0) return new() { NetworkInsightsAnalyses = [] };
        }

        var page = Listing.Page(at, ids, input.Filters, input.MaxResults, input.NextToken);
        return new() { NetworkInsightsAnalyses = page.Items, NextToken = page.NextToken };
    }

    private static bool Fits(NetworkInsightsAnalysisRow row, DescribeNetworkInsightsAnalysesRequest input) =>
        (input.NetworkInsightsPathId is not { } path || row.PathId == path)
        && (input.AnalysisStartTime is not { } from || row.StartDate >= from)
        && (input.AnalysisEndTime is not { } to || row.StartDate <= to);
}
