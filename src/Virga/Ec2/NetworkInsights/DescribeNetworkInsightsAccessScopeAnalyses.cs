using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInsights;

/// <summary>Lists analyses of scopes, of all or of one.</summary>
internal sealed class DescribeNetworkInsightsAccessScopeAnalyses
    : IQuery<DescribeNetworkInsightsAccessScopeAnalysesRequest, DescribeNetworkInsightsAccessScopeAnalysesResult>
{
    private static readonly Listing<NetworkInsightsAccessScopeAnalysisRow, NetworkInsightsAccessScopeAnalysis> Listing =
        new() { View = NetworkInsightsAccessScopeView.Of, Filters = new(), MinResults = 1 };

    public static DescribeNetworkInsightsAccessScopeAnalysesResult Run(
        DescribeNetworkInsightsAccessScopeAnalysesRequest input, WorldView at)
    {
        var ids = input.NetworkInsightsAccessScopeAnalysisIds is { Count: > 0 } named ? named : null;
        if (input.NetworkInsightsAccessScopeId is { } scope) at.Named<NetworkInsightsAccessScopeRow>(scope);
        if (input.NetworkInsightsAccessScopeId is not null || input.AnalysisStartTimeBegin is not null
            || input.AnalysisStartTimeEnd is not null)
        {
            foreach (var id in ids ?? []) at.Named<NetworkInsightsAccessScopeAnalysisRow>(id);
            ids = [.. at.Rows<NetworkInsightsAccessScopeAnalysisRow>()
                .Where(row => Fits(row, input) && ids?.Contains(row.Id) != false).Select(row => row.Id)];
            if (ids.Count == 0) return new() { NetworkInsightsAccessScopeAnalyses = [] };
        }

        var page = Listing.Page(at, ids, input.Filters, input.MaxResults, input.NextToken);
        return new() { NetworkInsightsAccessScopeAnalyses = page.Items, NextToken = page.NextToken };
    }

    private static bool Fits(
        NetworkInsightsAccessScopeAnalysisRow row, DescribeNetworkInsightsAccessScopeAnalysesRequest input) =>
        (input.NetworkInsightsAccessScopeId is not { } scope || row.ScopeId == scope)
        && (input.AnalysisStartTimeBegin is not { } from || row.Started >= from)
        && (input.AnalysisStartTimeEnd is not { } to || row.Started <= to);
}
