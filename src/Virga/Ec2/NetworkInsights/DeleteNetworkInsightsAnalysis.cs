using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInsights;

/// <summary>Deletes an analysis.</summary>
internal sealed class DeleteNetworkInsightsAnalysis
    : IMutation<DeleteNetworkInsightsAnalysisRequest, DeleteNetworkInsightsAnalysisResult>
{
    public static DeleteNetworkInsightsAnalysisResult Run(DeleteNetworkInsightsAnalysisRequest input, Change change)
    {
        var row = change.Named<NetworkInsightsAnalysisRow>(input.NetworkInsightsAnalysisId);
        change.Cancel<FinishNetworkInsightsAnalysis>(row.Id);
        change.Remove<NetworkInsightsAnalysisRow>(row.Id);
        return new() { NetworkInsightsAnalysisId = row.Id };
    }
}
