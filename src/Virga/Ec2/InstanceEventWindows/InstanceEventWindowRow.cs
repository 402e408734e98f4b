using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.InstanceEventWindows;

/// <summary>When AWS may reboot, stop or end the instances that it is for.</summary>
internal sealed record InstanceEventWindowRow(string Id) : Row(Id), IRow<InstanceEventWindowRow>
{
    public static RowKind<InstanceEventWindowRow> Kind { get; } = new("instance-event-window")
    {
        Prefix = "iew",
        ResourceType = "instance-event-window",
        NotFound = Ec2Errors.NotFound("InvalidInstanceEventWindowID", "instance event window ID"),
        Malformed = Ec2Errors.Malformed("InvalidInstanceEventWindowID", "iew"),
    };

    public string? Name { get; init; }

    /// <summary>Ranges of hours of the week, UTC; empty where a cron expression says it.</summary>
    public IReadOnlyList<InstanceEventWindowTimeRange> TimeRanges { get; init; } = [];

    public string? CronExpression { get; init; }

    /// <summary>
    /// The instances that it is for; a window is for instances, hosts or tags, never for two of them.
    /// </summary>
    public IReadOnlyList<string> InstanceIds { get; init; } = [];

    public IReadOnlyList<string> HostIds { get; init; } = [];

    /// <summary>It is for instances with any of these tags.</summary>
    public IReadOnlyList<Tag> InstanceTags { get; init; } = [];

    /// <summary>Whether it is for anything.</summary>
    public bool HasTargets => InstanceIds.Count + HostIds.Count + InstanceTags.Count > 0;
}
