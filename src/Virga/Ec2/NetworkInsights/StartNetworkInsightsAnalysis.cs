using Virga.Ec2.Tags;
using Virga.Network.Desired;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInsights;

/// <summary>Starts to analyse a path; the findings are there a moment later.</summary>
internal sealed class StartNetworkInsightsAnalysis
    : IMutation<StartNetworkInsightsAnalysisRequest, StartNetworkInsightsAnalysisResult>
{
    public static StartNetworkInsightsAnalysisResult Run(StartNetworkInsightsAnalysisRequest input, Change change)
    {
        var path = change.Named<NetworkInsightsPathRow>(input.NetworkInsightsPathId);
        if (input.AdditionalAccounts is { Count: > 0 })
            throw CommonErrors.InvalidParameterValue(
                "AdditionalAccounts needs an organization, which is not here: the analysis sees every account anyway.");
        var row = change.Put(new NetworkInsightsAnalysisRow(change.NewId("nia"))
        {
            PathId = path.Id,
            StartDate = change.Now,
            FilterInArns = [.. input.FilterInArns ?? []],
            FilterOutArns = [.. input.FilterOutArns ?? []],
        });
        change.TagNew(input.TagSpecifications, ResourceType.NetworkInsightsAnalysis, row.Id);
        var answer = NetworkInsightsAnalysisView.Of(row, change);
        change.Later<FinishNetworkInsightsAnalysis>(TimeSpan.FromSeconds(1), row.Id);
        return new() { NetworkInsightsAnalysis = answer };
    }
}

/// <summary>Walks the path through the network as it is now.</summary>
internal sealed class FinishNetworkInsightsAnalysis : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<NetworkInsightsAnalysisRow>(subject) is not { } row) return;
        if (change.Find<NetworkInsightsPathRow>(row.PathId) is not { } path) return;
        var notes = NetworkReality.NotesOn([.. change.Scopes.Select(change.Partition)], path.Source, path.Destination);
        change.Put(row with
        {
            Warning = notes.Count > 0 ? $"Not enforced: {string.Join(' ', notes)}" : null,
            Status = AnalysisStatus.Succeeded,
            Findings = PathAnalysis.Run(change, path, row.FilterInArns, row.FilterOutArns),
        });
    }
}
