using Virga.Ec2.Instances;
using Virga.Wire.Ec2;

namespace Virga.Ec2.InstanceEvents;

/// <summary>Scheduled events as DescribeInstanceStatus shows them.</summary>
internal static class InstanceEventView
{
    /// <summary>Events of an instance; finished ones with their state before the description.</summary>
    public static List<InstanceStatusEvent> AllOf(InstanceRow instance) =>
        [.. (instance.Events?.Scheduled ?? []).Select(Of)];

    public static InstanceStatusEvent Of(ScheduledEvent one) => new()
    {
        InstanceEventId = one.EventId,
        Code = one.Code,
        Description = Describe(one),
        NotBefore = one.NotBefore,
        NotAfter = one.NotAfter,
        NotBeforeDeadline = one.NotBeforeDeadline,
    };

    /// <summary>The description; <c>[Completed]</c> or <c>[Canceled]</c> before it when it is over.</summary>
    public static string Describe(ScheduledEvent one) => one.State switch
    {
        "completed" => "[Completed] " + one.Description,
        "canceled" => "[Canceled] " + one.Description,
        _ => one.Description,
    };
}
