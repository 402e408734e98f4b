using Virga.Ec2.Instances;
using Virga.State;
using Virga.Wire.Ec2;
using InstanceLifecycle = Virga.Ec2.Instances.InstanceLifecycle;

namespace Virga.Ec2.InstanceEvents;

/// <summary>
/// A scheduled event is carried out, and is history then: reboots reboot, stops and retirements stop (an instance with
/// an EBS root is stopped, not ended); maintenance is over at its end (EC2 User Guide, "Types of scheduled events").
/// The subject is <c>i-…/instance-event-…</c>.
/// </summary>
internal sealed class ScheduledEventComesTrue : ITransition
{
    private static readonly Cause Stopped = new(
        "Server.ScheduledStop", "Server.ScheduledStop: The instance was stopped due to a scheduled retirement.",
        "Server.ScheduledStop");

    public static void Run(Change change, string subject)
    {
        var slash = subject.IndexOf('/', StringComparison.Ordinal);
        if (change.Find<InstanceRow>(subject[..slash]) is not { Events: { } events } instance) return;
        var found = events.Scheduled.FirstOrDefault(one => one.EventId == subject[(slash + 1)..]);
        if (found is not { State: "active" }) return;
        var next = InstanceEventPlan.Replace(
            change, instance, found.EventId, planned => planned with { State = "completed" });
        if (next.State != InstanceStateName.Running) return;
        if (found.Code is "instance-reboot" or "system-reboot") InstanceLifecycle.AskReboot(change, next);
        else if (found.Code is "instance-stop" or "instance-retirement")
            InstanceLifecycle.AskStop(change, next, isForced: false, Stopped);
    }

    /// <summary>Waits for the event's time, anew when that has moved.</summary>
    public static void Await(Change change, string instanceId, ScheduledEvent planned)
    {
        var due = planned.Code == "system-maintenance" ? planned.NotAfter ?? planned.NotBefore : planned.NotBefore;
        change.Expire<ScheduledEventComesTrue>(due - change.Now, SubjectOf(instanceId, planned.EventId));
    }

    /// <summary>Does not wait any longer.</summary>
    public static void Forget(Change change, string instanceId, string eventId) =>
        change.Cancel<ScheduledEventComesTrue>(SubjectOf(instanceId, eventId));

    private static string SubjectOf(string instanceId, string eventId) => $"{instanceId}/{eventId}";
}
