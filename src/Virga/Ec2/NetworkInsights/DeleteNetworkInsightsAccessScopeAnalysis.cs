using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInsights;

/// <summary>Deletes an analysis of a scope.</summary>
internal sealed class DeleteNetworkInsightsAccessScopeAnalysis
    : IMutation<DeleteNetworkInsightsAccessScopeAnalysisRequest, DeleteNetworkInsightsAccessScopeAnalysisResult>
{
    public static DeleteNetworkInsightsAccessScopeAnalysisResult Run(
        DeleteNetworkInsightsAccessScopeAnalysisRequest input, Change change)
    {
        var row = change.Named<NetworkInsightsAccessScopeAnalysisRow>(input.NetworkInsightsAccessScopeAnalysisId);
        change.Cancel<FinishNetworkInsightsAccessScopeAnalysis>(row.Id);
        change.Remove<NetworkInsightsAccessScopeAnalysisRow>(row.Id);
        return new() { NetworkInsightsAccessScopeAnalysisId = row.Id };
    }
}
