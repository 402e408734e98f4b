using Virga.Ec2.Fleets;
using Virga.Ec2.Instances;
using Virga.Ec2.SpotInstances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;
using InstanceLifecycle = Virga.Ec2.Instances.InstanceLifecycle;

namespace Virga.Ec2.InstanceEvents;

/// <summary>
/// Announces events and lets them come true. Order and times of a spot interruption: EC2 User Guide, "Spot Instance
/// interruption notices" and AWS FIS, "aws:ec2:send-spot-instance-interruptions": the recommendation at once, the
/// notice two minutes before the end; a hibernation begins with its notice.
/// </summary>
internal static class InstanceEventPlan
{
    /// <summary>The time between a notice and the end.</summary>
    public static readonly TimeSpan NoticePeriod = TimeSpan.FromMinutes(2);

    private static readonly string[] Actions = ["terminate", "stop", "hibernate"];

    /// <summary>Recommends to move off the instance.</summary>
    public static InstanceRow RecommendRebalance(Change change, InstanceRow instance)
    {
        var next = Put(change, instance, Of(instance) with { RebalanceNotice = change.Now });
        FleetProgress.Recommended(change, next);
        return next;
    }

    /// <summary>Interrupts a spot instance after a while, with a notice before it.</summary>
    /// <param name="delay">From now to the end; at least the notice.</param>
    /// <param name="notice">From the notice to the end: <see cref="NoticePeriod"/> on AWS, less in a hurried
    /// test.</param>
    /// <param name="isExperiment">Whether an experiment of AWS FIS asks for it.</param>
    public static InstanceRow Interrupt(
        Change change, InstanceRow instance, string action, TimeSpan delay, TimeSpan notice, bool isExperiment = false)
    {
        if (instance.Lifecycle != "spot")
            throw CommonErrors.InvalidParameterValue($"The instance '{instance.Id}' is not a Spot Instance.");
        if (!Actions.Contains(action))
            throw CommonErrors.InvalidParameterValue(
                $"Value ({action}) for the action is invalid. Valid values: {string.Join(", ", Actions)}");
        if (instance.State != InstanceStateName.Running)
            throw Ec2Errors.IncorrectInstanceState(instance.Id, "The instance '{id}' is not running.");
        var end = change.Now + (delay < notice ? notice : delay);
        var next = Put(change, instance, Of(instance) with
        {
            RebalanceNotice = change.Now,
            Interruption = new SpotNotice(action, end, isExperiment),
            Spot = null,
        });
        FleetProgress.Recommended(change, next);
        change.Cancel<SpotInstanceIsInterrupted>(instance.Id);
        if (end - notice > change.Now) change.Expire<SpotNoticeIsGiven>(end - notice - change.Now, instance.Id);
        else next = Announce(change, next);
        return next;
    }

    /// <summary>Gives the notice of the interruption that was planned; a hibernation begins with it.</summary>
    public static InstanceRow Announce(Change change, InstanceRow instance)
    {
        if (Of(instance).Interruption is not { } planned) return instance;
        var notice = planned.Action == "hibernate" ? planned with { Time = change.Now } : planned;
        var next = Put(change, instance, Of(instance) with { Spot = notice, Interruption = null });
        SpotRequests.Marked(change, next, notice);
        change.Expire<SpotInstanceIsInterrupted>(notice.Time - change.Now, instance.Id);
        return next;
    }

    /// <summary>Takes back an interruption whose notice was not given yet.</summary>
    public static InstanceRow CallOff(Change change, InstanceRow instance)
    {
        change.Cancel<SpotNoticeIsGiven>(instance.Id);
        return Put(change, instance, Of(instance) with { Interruption = null });
    }

    /// <summary>Plans a maintenance event, which comes true at its start.</summary>
    public static InstanceRow Schedule(Change change, InstanceRow instance, ScheduledEvent planned)
    {
        ScheduledEventComesTrue.Await(change, instance.Id, planned);
        return Put(change, instance, Of(instance) with { Scheduled = [.. Of(instance).Scheduled, planned] });
    }

    /// <summary>What is left of an instance's events when it starts anew: what was announced has happened, and as the
    /// machine is another one, what was planned for the old one is done (EC2 User Guide, "Scheduled events for your
    /// instances").</summary>
    public static PlannedEvents? Restarted(Change change, InstanceRow instance)
    {
        if (instance.Events is not { } events) return null;
        foreach (var one in events.Scheduled.Where(one => one.State == "active"))
            ScheduledEventComesTrue.Forget(change, instance.Id, one.EventId);
        return events with
        {
            Interruption = null,
            Spot = null,
            RebalanceNotice = null,
            Scheduled = [.. events.Scheduled.Select(one =>
                one.State == "active" ? one with { State = "completed" } : one)],
        };
    }

    /// <summary>Completes or cancels a maintenance event, or moves it.</summary>
    public static InstanceRow Replace(
        Change change, InstanceRow instance, string eventId, Func<ScheduledEvent, ScheduledEvent> replace)
    {
        var events = Of(instance).Scheduled;
        if (events.All(one => one.EventId != eventId))
            throw new AwsException("InvalidInstanceEventIDNotFound", $"The event ID '{eventId}' does not exist");
        var next = replace(events.First(one => one.EventId == eventId));
        if (next.State == "active") ScheduledEventComesTrue.Await(change, instance.Id, next);
        else ScheduledEventComesTrue.Forget(change, instance.Id, eventId);
        return Put(change, instance, Of(instance) with
        {
            Scheduled = [.. events.Select(one => one.EventId == eventId ? next : one)],
        });
    }

    public static InstanceRow Target(Change change, InstanceRow instance, string? state) =>
        Put(change, instance, Of(instance) with { TargetLifecycleState = state });

    private static PlannedEvents Of(InstanceRow instance) => instance.Events ?? PlannedEvents.None;

    private static InstanceRow Put(Change change, InstanceRow instance, PlannedEvents events) =>
        change.Put(instance with { Events = events });
}

/// <summary>The notice of a spot interruption is given, two minutes before its end.</summary>
internal sealed class SpotNoticeIsGiven : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<InstanceRow>(subject) is { State: InstanceStateName.Running } instance)
            InstanceEventPlan.Announce(change, instance);
    }
}

/// <summary>A spot interruption comes true: the instance stops, hibernates or ends, as if AWS did it.</summary>
internal sealed class SpotInstanceIsInterrupted : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<InstanceRow>(subject) is not { Events.Spot: { } notice } instance) return;
        if (instance.State is not (InstanceStateName.Running or InstanceStateName.Pending)) return;
        if (notice.Action == "terminate")
            InstanceLifecycle.AskTerminate(change, instance, SpotCause.Terminated);
        else
        {
            var isHibernating = notice.Action == "hibernate" && KeepsMemory(instance);
            InstanceLifecycle.AskStop(change, instance, isForced: false, SpotCause.Stopped, isHibernating);
        }
    }

    /// <summary>A container's memory goes with its processes; its hibernation is a stop (docs/fidelity.md).</summary>
    private static bool KeepsMemory(InstanceRow instance) => instance.Backend != "docker";
}
