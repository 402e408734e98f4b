using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInsights;

/// <summary>Gives what an analysis of a scope found, a page at a time.</summary>
internal sealed class GetNetworkInsightsAccessScopeAnalysisFindings
    : IQuery<GetNetworkInsightsAccessScopeAnalysisFindingsRequest, GetNetworkInsightsAccessScopeAnalysisFindingsResult>
{
    public static GetNetworkInsightsAccessScopeAnalysisFindingsResult Run(
        GetNetworkInsightsAccessScopeAnalysisFindingsRequest input, WorldView at)
    {
        var row = at.Named<NetworkInsightsAccessScopeAnalysisRow>(input.NetworkInsightsAccessScopeAnalysisId);
        var page = PageToken.Slice(row.Findings, input.MaxResults, input.NextToken);
        return new()
        {
            NetworkInsightsAccessScopeAnalysisId = row.Id,
            AnalysisStatus = row.Status,
            AnalysisFindings = [.. page.Items.Select(one => NetworkInsightsAccessScopeView.Finding(row, one, at))],
            NextToken = page.NextToken,
        };
    }
}
