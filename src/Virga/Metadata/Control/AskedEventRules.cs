using Virga.Ec2.InstanceEvents;
using Virga.Service;

namespace Virga.Metadata.Control;

/// <summary>
/// What the numbers, times and states of a request for an event may be; all throw <c>InvalidParameterValue</c> that
/// names what is wrong.
/// </summary>
internal static class AskedEventRules
{
    /// <summary>Seconds: a year.</summary>
    private const double MaxDuration = 366 * 24 * 60 * 60;

    private static readonly TimeSpan Furthest = TimeSpan.FromDays(100 * 366);
    private static readonly TimeSpan StartsIn = TimeSpan.FromDays(7);

    /// <summary>EC2 User Guide, "Instance metadata categories", autoscaling/target-lifecycle-state.</summary>
    private static readonly string[] TargetStates =
    [
        "Detached", "InService", "Standby", "Terminated", "Warmed:Hibernated", "Warmed:Running", "Warmed:Stopped",
        "Warmed:Terminated",
    ];

    /// <summary>A number of seconds, when it was given.</summary>
    public static TimeSpan? Duration(string name, double? seconds) => seconds switch
    {
        null => null,
        >= 0 and <= MaxDuration => TimeSpan.FromSeconds(seconds.Value),
        _ => throw CommonErrors.InvalidParameterValue($"{name} must be 0 to {MaxDuration:f0}, and is {seconds}."),
    };

    /// <summary>A state; none takes back what was set.</summary>
    public static string? TargetState(string? state) => state is null || TargetStates.Contains(state)
        ? state
        : throw CommonErrors.InvalidParameterValue(
            $"There is no target lifecycle state '{state}'. Valid values: {string.Join(", ", TargetStates)}");

    /// <summary>When an event starts; in a week where nothing is said.</summary>
    public static DateTimeOffset Start(DateTimeOffset? asked, DateTimeOffset now) =>
        (asked ?? now + StartsIn) is var start && start <= now + Furthest
            ? start
            : throw CommonErrors.InvalidParameterValue("notBefore is more than a hundred years away.");

    /// <summary>Refuses an event that ends, or must have begun, before it starts.</summary>
    public static void CheckTimes(ScheduledEvent planned)
    {
        if (planned.NotAfter < planned.NotBefore)
            throw CommonErrors.InvalidParameterValue("notAfter is before notBefore.");
        if (planned.NotBeforeDeadline < planned.NotBefore)
            throw CommonErrors.InvalidParameterValue("notBeforeDeadline is before notBefore.");
    }
}
