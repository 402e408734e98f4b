using Virga.State;

namespace Virga.Ec2.NetworkInsights;

/// <summary>A path whose reachability can be analysed: two ends and what is sent.</summary>
internal sealed record NetworkInsightsPathRow(string Id) : Row(Id), IRow<NetworkInsightsPathRow>
{
    // The codes are those that Terraform's provider waits for; the texts follow EC2's pattern.
    public static RowKind<NetworkInsightsPathRow> Kind { get; } =
        new("network-insights-path")
        {
            Prefix = "nip",
            ResourceType = "network-insights-path",
            NotFound = Ec2Errors.NotFound("InvalidNetworkInsightsPathId", "network insights path ID"),
            Malformed = Ec2Errors.Malformed("InvalidNetworkInsightsPathId", "nip"),
        };

    /// <summary>The id of a resource, without the rest of its ARN.</summary>
    public required string Source { get; init; }

    public string? Destination { get; init; }

    /// <summary>The ARN, where the request gave one; otherwise it is the account's own.</summary>
    public string? SourceArn { get; init; }

    public string? DestinationArn { get; init; }

    public string? SourceIp { get; init; }

    public string? DestinationIp { get; init; }

    /// <summary><c>tcp</c> or <c>udp</c>.</summary>
    public required string Protocol { get; init; }

    public int? DestinationPort { get; init; }

    public PathFilterFact? FilterAtSource { get; init; }

    public PathFilterFact? FilterAtDestination { get; init; }

    public required DateTimeOffset CreatedDate { get; init; }
}

/// <summary>What the packets of a path must look like at one of its ends.</summary>
internal sealed record PathFilterFact
{
    public string? SourceAddress { get; init; }

    public PortRangeFact? SourcePorts { get; init; }

    public string? DestinationAddress { get; init; }

    public PortRangeFact? DestinationPorts { get; init; }
}

/// <summary>Ports from one to another, both included.</summary>
internal sealed record PortRangeFact(int From, int To)
{
    public bool Contains(int port) => port >= From && port <= To;
}
