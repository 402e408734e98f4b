using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInsights;

/// <summary>Starts to look for a scope's access; the findings are there a moment later.</summary>
internal sealed class StartNetworkInsightsAccessScopeAnalysis
    : IMutation<StartNetworkInsightsAccessScopeAnalysisRequest, StartNetworkInsightsAccessScopeAnalysisResult>
{
    public static StartNetworkInsightsAccessScopeAnalysisResult Run(
        StartNetworkInsightsAccessScopeAnalysisRequest input, Change change)
    {
        var scope = change.Named<NetworkInsightsAccessScopeRow>(input.NetworkInsightsAccessScopeId);
        var row = change.Put(new NetworkInsightsAccessScopeAnalysisRow(change.NewId("nisa"))
        {
            ScopeId = scope.Id,
            Started = change.Now,
        });
        change.TagNew(input.TagSpecifications, ResourceType.NetworkInsightsAccessScopeAnalysis, row.Id);
        var answer = NetworkInsightsAccessScopeView.Of(row, change);
        change.Later<FinishNetworkInsightsAccessScopeAnalysis>(TimeSpan.FromSeconds(1), row.Id);
        return new() { NetworkInsightsAccessScopeAnalysis = answer };
    }
}

/// <summary>Looks at the network as it is now.</summary>
internal sealed class FinishNetworkInsightsAccessScopeAnalysis : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<NetworkInsightsAccessScopeAnalysisRow>(subject) is not { } row) return;
        if (change.Find<NetworkInsightsAccessScopeRow>(row.ScopeId) is not { } scope) return;
        var (findings, count) = AccessAnalysis.Run(change, scope);
        change.Put(row with
        {
            Status = AnalysisStatus.Succeeded,
            Ended = change.Now,
            InterfaceCount = count,
            Findings = [.. findings.Select(hops => new AccessFindingFact(change.NewId("nisaf"), hops))],
        });
    }
}
