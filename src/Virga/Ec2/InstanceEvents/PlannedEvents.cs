namespace Virga.Ec2.InstanceEvents;

/// <summary>
/// What is going to happen to an instance, and what did; kept on its row. The metadata service, DescribeInstanceStatus
/// and the transitions that make it true all read this.
/// </summary>
internal sealed record PlannedEvents
{
    public static readonly PlannedEvents None = new();

    /// <summary>The spot interruption that is to come, before its notice.</summary>
    public SpotNotice? Interruption { get; init; }

    /// <summary>The spot interruption, once its notice was given.</summary>
    public SpotNotice? Spot { get; init; }

    /// <summary>When a rebalance recommendation was given.</summary>
    public DateTimeOffset? RebalanceNotice { get; init; }

    /// <summary>Scheduled events of every state.</summary>
    public IReadOnlyList<ScheduledEvent> Scheduled { get; init; } = [];

    /// <summary>Where an Auto Scaling group moves it to: <c>InService</c>, <c>Terminated</c> …</summary>
    public string? TargetLifecycleState { get; init; }
}

/// <summary>A spot interruption that was announced.</summary>
/// <param name="Action"><c>terminate</c>, <c>stop</c> or <c>hibernate</c>.</param>
/// <param name="Time">When it is carried out; it does not move.</param>
/// <param name="IsExperiment">Whether an experiment of AWS FIS asked for it.</param>
internal sealed record SpotNotice(string Action, DateTimeOffset Time, bool IsExperiment = false);

/// <summary>A scheduled event.</summary>
/// <param name="EventId">Such as <c>instance-event-0d59937288b749b32</c>.</param>
/// <param name="Code">AWS's code: <c>instance-reboot</c>, <c>system-reboot</c> …</param>
/// <param name="State"><c>active</c>, <c>completed</c> or <c>canceled</c>.</param>
internal sealed record ScheduledEvent(
    string EventId, string Code, string Description, string State, DateTimeOffset NotBefore, DateTimeOffset? NotAfter,
    DateTimeOffset? NotBeforeDeadline);
