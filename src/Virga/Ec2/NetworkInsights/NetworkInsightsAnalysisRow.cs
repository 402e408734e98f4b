using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInsights;

/// <summary>
/// An analysis of a path: what the desired network said at its time. The findings are kept as facts, since the network
/// goes on changing; the view makes AWS's shapes of them.
/// </summary>
internal sealed record NetworkInsightsAnalysisRow(string Id) : Row(Id), IRow<NetworkInsightsAnalysisRow>
{
    public static RowKind<NetworkInsightsAnalysisRow> Kind { get; } =
        new("network-insights-analysis")
        {
            Prefix = "nia",
            ResourceType = "network-insights-analysis",
            NotFound = Ec2Errors.NotFound("InvalidNetworkInsightsAnalysisId", "network insights analysis ID"),
            Malformed = Ec2Errors.Malformed("InvalidNetworkInsightsAnalysisId", "nia"),
        };

    /// <summary>Analyses by path.</summary>
    public static Index<NetworkInsightsAnalysisRow> ByPath { get; } = Kind.Index(analysis => analysis.PathId);

    public required string PathId { get; init; }

    public required DateTimeOffset StartDate { get; init; }

    /// <summary><c>running</c> or <c>succeeded</c>.</summary>
    public string Status { get; init; } = AnalysisStatus.Running;

    /// <summary>ARNs of components that the path must go through.</summary>
    public IReadOnlyList<string> FilterInArns { get; init; } = [];

    /// <summary>ARNs of components that the path must not go through.</summary>
    public IReadOnlyList<string> FilterOutArns { get; init; } = [];

    public PathFindings? Findings { get; init; }

    /// <summary>What does not hold of the findings where an end is on no real network; null where all holds.</summary>
    public string? Warning { get; init; }
}

/// <summary>The result of an analysis.</summary>
internal sealed record PathFindings
{
    public required bool IsFound { get; init; }

    public IReadOnlyList<PathHop> Forward { get; init; } = [];

    public IReadOnlyList<PathHop> Return { get; init; } = [];

    public ExplanationFact? Explanation { get; init; }
}

/// <summary>A component that the packet passes.</summary>
internal sealed record PathHop(string ComponentId)
{
    /// <summary>The instance that an interface belongs to.</summary>
    public string? AttachedTo { get; init; }

    public string? SubnetId { get; init; }

    public string? VpcId { get; init; }

    public AclRuleFact? AclRule { get; init; }

    public GroupRuleFact? GroupRule { get; init; }

    public RouteFact? Route { get; init; }

    /// <summary>The packet as it came.</summary>
    public HeaderFact? Inbound { get; init; }

    /// <summary>The packet as it went on.</summary>
    public HeaderFact? Outbound { get; init; }
}

/// <summary>An entry of a network ACL; protocol -1 is all, ports -1 are all.</summary>
internal sealed record AclRuleFact(
    int Number, bool IsEgress, bool IsAllowed, string Cidr, int Protocol, int FromPort, int ToPort);

/// <summary>A rule of a security group; the peer is a block, another group or a prefix list.</summary>
internal sealed record GroupRuleFact(bool IsEgress, int Protocol, int FromPort, int ToPort)
{
    public string? Cidr { get; init; }

    public string? GroupId { get; init; }

    public string? PrefixListId { get; init; }
}

/// <summary>A route; the target's id says what it is, <c>local</c> stands for the VPC.</summary>
internal sealed record RouteFact(string Destination, string Target, bool IsActive);

/// <summary>The part of a packet that decisions are made on.</summary>
internal sealed record HeaderFact(
    int Protocol, string Source, int SourcePort, string Destination, int DestinationPort);

/// <summary>Why a path is not there; ids of what has to do with it.</summary>
internal sealed record ExplanationFact(string Code)
{
    /// <summary><c>ingress</c> or <c>egress</c>.</summary>
    public string? Direction { get; init; }

    public string? ComponentId { get; init; }

    public string? InterfaceId { get; init; }

    public IReadOnlyList<string> GroupIds { get; init; } = [];

    public string? SubnetId { get; init; }

    public string? VpcId { get; init; }

    public string? AclId { get; init; }

    public AclRuleFact? AclRule { get; init; }

    public string? RouteTableId { get; init; }

    public RouteFact? Route { get; init; }

    public string? GatewayId { get; init; }

    public string? TransitGatewayId { get; init; }

    public string? PeeringId { get; init; }

    public string? DestinationId { get; init; }

    public string? Address { get; init; }
}
