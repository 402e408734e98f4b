using Virga.Ec2.InstanceEvents;
using Virga.Ec2.Instances;
using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.InstanceEventWindows;

/// <summary>Event windows as AWS shows them, what they must be, and what they do.</summary>
internal static class EventWindows
{
    /// <summary>Events that take an instance away for a while; others do not wait for a window (User Guide).</summary>
    private static readonly string[] MovedCodes =
        ["instance-reboot", "system-reboot", "instance-stop", "instance-retirement"];

    public static InstanceEventWindow View(InstanceEventWindowRow row, WorldView at) => new()
    {
        InstanceEventWindowId = row.Id,
        Name = row.Name,
        TimeRanges = row.CronExpression is null ? [.. row.TimeRanges] : null,
        CronExpression = row.CronExpression,
        AssociationTarget = row.HasTargets
            ? new()
            {
                InstanceIds = [.. row.InstanceIds],
                DedicatedHostIds = [.. row.HostIds],
                Tags = [.. row.InstanceTags],
            }
            : null,
        State = InstanceEventWindowState.Active,
        Tags = at.TagsOf(row.Id),
    };

    /// <summary>The row with times as a request gives them: ranges or a cron expression, not both.</summary>
    public static InstanceEventWindowRow Timed(
        InstanceEventWindowRow row, List<InstanceEventWindowTimeRangeRequest>? ranges, string? cron)
    {
        if (ranges is { Count: > 0 } && cron is not null)
            throw CommonErrors.InvalidParameterCombination(
                "The parameters TimeRange and CronExpression cannot be used together.");
        if (cron is not null)
        {
            WeekHours.OfCron(cron);
            return row with { CronExpression = cron, TimeRanges = [] };
        }

        if (ranges is not { Count: > 0 }) return row;
        var kept = ranges.ConvertAll(range => new InstanceEventWindowTimeRange
        {
            StartWeekDay = range.StartWeekDay, StartHour = range.StartHour, EndWeekDay = range.EndWeekDay,
            EndHour = range.EndHour,
        });
        WeekHours.OfRanges(kept);
        return row with { CronExpression = null, TimeRanges = kept };
    }

    /// <summary>The window that an instance is in: by itself, by its host, or by a tag; null for none.</summary>
    public static InstanceEventWindowRow? Of(WorldView at, InstanceRow instance) =>
        at.Rows<InstanceEventWindowRow>().FirstOrDefault(row => row.InstanceIds.Contains(instance.Id)
            || (instance.HostId is { } host && row.HostIds.Contains(host))
            || row.InstanceTags.Any(tag => at.TagOf(instance.Id, tag.Key ?? "") == tag.Value));

    /// <summary>Moves an event that was not given a time of its own into the instance's window.</summary>
    public static ScheduledEvent Place(WorldView at, InstanceRow instance, ScheduledEvent planned)
    {
        if (!MovedCodes.Contains(planned.Code) || Of(at, instance) is not { } window) return planned;
        var hours = WeekHours.Of(window);
        var start = hours.NextOpen(planned.NotBefore);
        var end = hours.NextClose(start);
        return planned with
        {
            NotBefore = start,
            NotAfter = end,
            NotBeforeDeadline = planned.NotBeforeDeadline < start ? end : planned.NotBeforeDeadline,
        };
    }
}
