using Virga.State;

namespace Virga.Ec2.TrafficMirrors;

/// <summary>
/// An interface whose traffic is to go to a target by a filter. Nothing is mirrored here: no packet leaves twice.
/// </summary>
internal sealed record TrafficMirrorSessionRow(string Id) : Row(Id), IRow<TrafficMirrorSessionRow>
{
    public static RowKind<TrafficMirrorSessionRow> Kind { get; } = new("traffic-mirror-session")
    {
        Prefix = "tms",
        ResourceType = "traffic-mirror-session",
        NotFound = Ec2Errors.NotFound("InvalidTrafficMirrorSessionId", "traffic mirror session ID"),
        Malformed = Ec2Errors.Malformed("InvalidTrafficMirrorSessionId", "tms"),
    };

    /// <summary>Sessions by what they name: interface, target, filter.</summary>
    public static Index<TrafficMirrorSessionRow> ByPart { get; } =
        Kind.IndexMany(one => [one.InterfaceId, one.TargetId, one.FilterId]);

    public required string InterfaceId { get; init; }

    public required string TargetId { get; init; }

    public required string FilterId { get; init; }

    /// <summary>How many bytes of each packet; null for all.</summary>
    public int? PacketLength { get; init; }

    /// <summary>The lowest number of an interface's sessions mirrors a packet.</summary>
    public required int Number { get; init; }

    /// <summary>The VXLAN's number.</summary>
    public required int VirtualNetworkId { get; init; }

    public string? Description { get; init; }
}

/// <summary>
/// Where mirrored traffic would go: an interface, or a load balancer or endpoint, which are names only.
/// </summary>
internal sealed record TrafficMirrorTargetRow(string Id) : Row(Id), IRow<TrafficMirrorTargetRow>
{
    public static RowKind<TrafficMirrorTargetRow> Kind { get; } = new("traffic-mirror-target")
    {
        Prefix = "tmt",
        ResourceType = "traffic-mirror-target",
        NotFound = Ec2Errors.NotFound("InvalidTrafficMirrorTargetId", "traffic mirror target ID"),
        Malformed = Ec2Errors.Malformed("InvalidTrafficMirrorTargetId", "tmt"),
    };

    /// <summary><c>network-interface</c>, <c>network-load-balancer</c> …</summary>
    public required string Type { get; init; }

    /// <summary>The interface's id, the load balancer's ARN or the endpoint's id.</summary>
    public required string Destination { get; init; }

    public string? Description { get; init; }
}
