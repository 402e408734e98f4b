using Virga.Ec2.Tags;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInsights;

/// <summary>Scopes, their content and their analyses as AWS shows them.</summary>
internal static class NetworkInsightsAccessScopeView
{
    public static NetworkInsightsAccessScope Of(NetworkInsightsAccessScopeRow row, WorldView at) => new()
    {
        NetworkInsightsAccessScopeId = row.Id,
        NetworkInsightsAccessScopeArn = at.Ec2Arn("network-insights-access-scope", row.Id),
        CreatedDate = row.Created,
        UpdatedDate = row.Created,
        Tags = at.TagsOf(row.Id),
    };

    public static NetworkInsightsAccessScopeContent Content(NetworkInsightsAccessScopeRow row) => new()
    {
        NetworkInsightsAccessScopeId = row.Id,
        MatchPaths = [.. row.MatchPaths.Select(Path)],
        ExcludePaths = [.. row.ExcludePaths.Select(Path)],
    };

    public static NetworkInsightsAccessScopeAnalysis Of(NetworkInsightsAccessScopeAnalysisRow row, WorldView at) =>
        new()
        {
            NetworkInsightsAccessScopeAnalysisId = row.Id,
            NetworkInsightsAccessScopeAnalysisArn = at.Ec2Arn("network-insights-access-scope-analysis", row.Id),
            NetworkInsightsAccessScopeId = row.ScopeId,
            Status = row.Status,
            StartDate = row.Started,
            EndDate = row.Ended,
            FindingsFound = row.Ended is null ? FindingsFound.Unknown
                : row.Findings.Count > 0 ? FindingsFound.True : FindingsFound.False,
            AnalyzedEniCount = row.Ended is null ? null : row.InterfaceCount,
            Tags = at.TagsOf(row.Id),
        };

    public static AccessScopeAnalysisFinding Finding(
        NetworkInsightsAccessScopeAnalysisRow row, AccessFindingFact finding, WorldView at) => new()
    {
        NetworkInsightsAccessScopeAnalysisId = row.Id,
        NetworkInsightsAccessScopeId = row.ScopeId,
        FindingId = finding.Id,
        FindingComponents = NetworkInsightsAnalysisView.Components(finding.Components, at),
    };

    private static AccessScopePath Path(AccessPathFact path) => new()
    {
        Source = End(path.Source),
        Destination = End(path.Destination),
        ThroughResources = path.Through.Count == 0
            ? null
            : [.. path.Through.Select(one => new ThroughResourcesStatement { ResourceStatement = Resources(one) })],
    };

    private static PathStatement? End(AccessEndFact? end) => end is null ? null : new()
    {
        ResourceStatement = end.Resources is { } resources ? Resources(resources) : null,
        PacketHeaderStatement = Header(end.Header),
    };

    private static ResourceStatement Resources(AccessResourcesFact one) =>
        new() { Resources = List(one.Ids), ResourceTypes = List(one.Types) };

    private static PacketHeaderStatement? Header(AccessHeaderFact? header) => header is null ? null : new()
    {
        SourceAddresses = List(header.SourceAddresses),
        DestinationAddresses = List(header.DestinationAddresses),
        SourcePorts = List(header.SourcePorts),
        DestinationPorts = List(header.DestinationPorts),
        SourcePrefixLists = List(header.SourcePrefixLists),
        DestinationPrefixLists = List(header.DestinationPrefixLists),
        Protocols = List(header.Protocols),
    };

    private static List<string>? List(IReadOnlyList<string> values) => values.Count == 0 ? null : [.. values];
}
