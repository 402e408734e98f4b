using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInsights;

/// <summary>What access the desired network gave at one time.</summary>
internal sealed record NetworkInsightsAccessScopeAnalysisRow(string Id)
    : Row(Id), IRow<NetworkInsightsAccessScopeAnalysisRow>
{
    public static RowKind<NetworkInsightsAccessScopeAnalysisRow> Kind { get; } =
        new("network-insights-access-scope-analysis")
        {
            Prefix = "nisa",
            ResourceType = "network-insights-access-scope-analysis",
            NotFound = Ec2Errors.NotFound(
                "InvalidNetworkInsightsAccessScopeAnalysisId", "network insights access scope analysis ID"),
            Malformed = Ec2Errors.Malformed("InvalidNetworkInsightsAccessScopeAnalysisId", "nisa"),
        };

    /// <summary>Analyses by scope.</summary>
    public static Index<NetworkInsightsAccessScopeAnalysisRow> ByScope { get; } =
        Kind.Index(analysis => analysis.ScopeId);

    public required string ScopeId { get; init; }

    public required DateTimeOffset Started { get; init; }

    public DateTimeOffset? Ended { get; init; }

    /// <summary><c>running</c> or <c>succeeded</c>.</summary>
    public string Status { get; init; } = AnalysisStatus.Running;

    public int InterfaceCount { get; init; }

    public IReadOnlyList<AccessFindingFact> Findings { get; init; } = [];
}

/// <summary>A path that is open.</summary>
internal sealed record AccessFindingFact(string Id, IReadOnlyList<PathHop> Components);
