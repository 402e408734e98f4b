using Virga.State;

namespace Virga.Ec2.Fleets;

/// <summary>What was done for a fleet of either kind: launches, failures, and the history that tells of them.</summary>
internal sealed record FleetWork
{
    public static readonly FleetWork None = new();

    /// <summary>A busy fleet forgets its oldest events; AWS keeps those of the last 48 hours.</summary>
    private const int MaxEvents = 500;

    private const int MaxFailures = 100;

    public IReadOnlyList<FleetLaunch> Launches { get; init; } = [];

    public IReadOnlyList<FleetFailure> Failures { get; init; } = [];

    public IReadOnlyList<FleetEvent> History { get; init; } = [];

    /// <summary>With one more event.</summary>
    public FleetWork Noting(
        WorldView at, FleetEventKind kind, string subType, string? instanceId = null, string? description = null) =>
        this with
        {
            History =
            [
                .. History.Count < MaxEvents ? History : History.Skip(1),
                new(at.Now, kind, subType, instanceId, description),
            ],
        };

    /// <summary>With one more failure, and the event of it; the same one twice in a row is noted once.</summary>
    public FleetWork Failing(WorldView at, FleetFailure failure)
    {
        var description = $"{failure.Code}: {failure.Message}";
        if (Failures is [.., var last] && last == failure) return this;
        return (this with { Failures = [.. Failures.TakeLast(MaxFailures - 1), failure] })
            .Noting(at, FleetEventKind.Error, failure.Code, instanceId: null, description);
    }
}

/// <summary>Instances that one override gave.</summary>
/// <param name="Pool">Which configuration and override.</param>
/// <param name="Lifecycle"><c>spot</c> or <c>on-demand</c>.</param>
/// <param name="InstanceType">The type.</param>
/// <param name="Weight">Units of capacity that each instance counts for.</param>
/// <param name="InstanceIds">The instances, gone ones included.</param>
internal sealed record FleetLaunch(
    PoolPlace Pool, string Lifecycle, string InstanceType, double Weight, IReadOnlyList<string> InstanceIds);

/// <summary>An override that gave nothing.</summary>
internal sealed record FleetFailure(PoolPlace Pool, string Lifecycle, string Code, string Message);

/// <summary>
/// A place in the request: configuration, and override in it or -1 for the template as it is. The launch specifications
/// of a spot fleet are overrides of the configuration -1.
/// </summary>
internal sealed record PoolPlace(int Config, int Override);

/// <summary>Something that happened to a fleet.</summary>
/// <param name="SubType">AWS's word: <c>launched</c>, <c>submitted</c>, an error's code.</param>
internal sealed record FleetEvent(
    DateTimeOffset At, FleetEventKind Kind, string SubType, string? InstanceId, string? Description);

/// <summary>What a fleet's event is about; EC2 fleets and spot fleets name the kinds differently.</summary>
internal enum FleetEventKind
{
    Instance,
    Fleet,
    Error,
}
