using Virga.State;

namespace Virga.Ec2.TrafficMirrors;

/// <summary>
/// What of an interface's traffic is mirrored; its rules are rows of their own, since they have tags.
/// </summary>
internal sealed record TrafficMirrorFilterRow(string Id) : Row(Id), IRow<TrafficMirrorFilterRow>
{
    public static RowKind<TrafficMirrorFilterRow> Kind { get; } = new("traffic-mirror-filter")
    {
        Prefix = "tmf",
        ResourceType = "traffic-mirror-filter",
        NotFound = Ec2Errors.NotFound("InvalidTrafficMirrorFilterId", "traffic mirror filter ID"),
        Malformed = Ec2Errors.Malformed("InvalidTrafficMirrorFilterId", "tmf"),
    };

    public string? Description { get; init; }

    /// <summary>Whether packets for the VPC's resolver are mirrored too.</summary>
    public bool HasDns { get; init; }
}

/// <summary>A rule of a filter.</summary>
internal sealed record TrafficMirrorFilterRuleRow(string Id) : Row(Id), IRow<TrafficMirrorFilterRuleRow>
{
    public static RowKind<TrafficMirrorFilterRuleRow> Kind { get; } = new("traffic-mirror-filter-rule")
    {
        Prefix = "tmfr",
        ResourceType = "traffic-mirror-filter-rule",
        NotFound = Ec2Errors.NotFound("InvalidTrafficMirrorFilterRuleId", "traffic mirror filter rule ID"),
        Malformed = Ec2Errors.Malformed("InvalidTrafficMirrorFilterRuleId", "tmfr"),
    };

    /// <summary>Rules by filter.</summary>
    public static Index<TrafficMirrorFilterRuleRow> ByFilter { get; } = Kind.Index(one => one.FilterId);

    public required string FilterId { get; init; }

    public bool IsEgress { get; init; }

    public int Number { get; init; }

    /// <summary><c>accept</c> or <c>reject</c>.</summary>
    public string Action { get; init; } = "accept";

    /// <summary>The protocol's number; null for all.</summary>
    public int? Protocol { get; init; }

    public MirroredPorts? DestinationPorts { get; init; }

    public MirroredPorts? SourcePorts { get; init; }

    public string DestinationBlock { get; init; } = "";

    public string SourceBlock { get; init; } = "";

    public string? Description { get; init; }
}

/// <summary>A range of ports.</summary>
internal sealed record MirroredPorts(int From, int To);
