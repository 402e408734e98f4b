using Virga.State;

namespace Virga.Ec2.NetworkInsights;

/// <summary>
/// What access to and from the network is looked for: paths that match, without those that are excluded.
/// </summary>
internal sealed record NetworkInsightsAccessScopeRow(string Id) : Row(Id), IRow<NetworkInsightsAccessScopeRow>
{
    public static RowKind<NetworkInsightsAccessScopeRow> Kind { get; } =
        new("network-insights-access-scope")
        {
            Prefix = "nis",
            ResourceType = "network-insights-access-scope",
            NotFound = Ec2Errors.NotFound("InvalidNetworkInsightsAccessScopeId", "network insights access scope ID"),
            Malformed = Ec2Errors.Malformed("InvalidNetworkInsightsAccessScopeId", "nis"),
        };

    public IReadOnlyList<AccessPathFact> MatchPaths { get; init; } = [];

    public IReadOnlyList<AccessPathFact> ExcludePaths { get; init; } = [];

    public required DateTimeOffset Created { get; init; }
}

/// <summary>A kind of path: what it begins and ends with, and what it goes through; null is anything.</summary>
internal sealed record AccessPathFact
{
    public AccessEndFact? Source { get; init; }

    public AccessEndFact? Destination { get; init; }

    public IReadOnlyList<AccessResourcesFact> Through { get; init; } = [];
}

/// <summary>One end: resources, and what the packets look like there.</summary>
internal sealed record AccessEndFact
{
    public AccessResourcesFact? Resources { get; init; }

    public AccessHeaderFact? Header { get; init; }
}

/// <summary>Resources by id or ARN as the request had them, or by CloudFormation's name of their type.</summary>
internal sealed record AccessResourcesFact
{
    public IReadOnlyList<string> Ids { get; init; } = [];

    public IReadOnlyList<string> Types { get; init; } = [];
}

/// <summary>Packets: blocks, ports ("80", "1-1024"), prefix lists, and <c>tcp</c> or <c>udp</c>; none is any.</summary>
internal sealed record AccessHeaderFact
{
    public IReadOnlyList<string> SourceAddresses { get; init; } = [];

    public IReadOnlyList<string> DestinationAddresses { get; init; } = [];

    public IReadOnlyList<string> SourcePorts { get; init; } = [];

    public IReadOnlyList<string> DestinationPorts { get; init; } = [];

    public IReadOnlyList<string> SourcePrefixLists { get; init; } = [];

    public IReadOnlyList<string> DestinationPrefixLists { get; init; } = [];

    public IReadOnlyList<string> Protocols { get; init; } = [];
}
