using Virga.Ec2.Zones;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Snapshots;

/// <summary>
/// A zone in which volumes made of a snapshot are at full speed at once (EBS User Guide, "fast snapshot restore"). All
/// volumes are here; what it does is what it shows.
/// </summary>
/// <param name="Zone">The zone's name.</param>
/// <param name="State"><c>enabling</c>, <c>optimizing</c>, <c>enabled</c> or <c>disabling</c>.</param>
/// <param name="EnablingTime">When it was asked for.</param>
internal sealed record FastRestore(string Zone, string State, DateTimeOffset EnablingTime)
{
    public DateTimeOffset? OptimizingTime { get; init; }

    public DateTimeOffset? EnabledTime { get; init; }

    public DateTimeOffset? DisablingTime { get; init; }

    /// <summary>Whether volumes of a snapshot are restored fast in a zone.</summary>
    public static bool IsEnabled(WorldView at, string? snapshotId, string zone) =>
        at.Find<SnapshotRow>(snapshotId)?.FastRestores.Any(one =>
            one.Zone == zone && one.State == FastSnapshotRestoreStateCode.Enabled) == true;

    public DescribeFastSnapshotRestoreSuccessItem View(SnapshotRow row, WorldView at) => new()
    {
        SnapshotId = row.Id,
        AvailabilityZone = Zone,
        AvailabilityZoneId = ZoneIds.Of(Zone),
        State = State,
        StateTransitionReason = State is FastSnapshotRestoreStateCode.Enabling
            or FastSnapshotRestoreStateCode.Disabling
            ? "Client.UserInitiated"
            : "Client.UserInitiated - Lifecycle state transition",
        OwnerId = at.Account,
        EnablingTime = EnablingTime,
        OptimizingTime = OptimizingTime,
        EnabledTime = EnabledTime,
        DisablingTime = DisablingTime,
    };

    /// <summary>Its next state after a while; null when it is gone.</summary>
    public FastRestore? Moved(DateTimeOffset now) => State switch
    {
        FastSnapshotRestoreStateCode.Enabling =>
            this with { State = FastSnapshotRestoreStateCode.Optimizing, OptimizingTime = now },
        FastSnapshotRestoreStateCode.Optimizing =>
            this with { State = FastSnapshotRestoreStateCode.Enabled, EnabledTime = now },
        FastSnapshotRestoreStateCode.Disabling => null,
        _ => this,
    };
}

/// <summary>What enabling and disabling have in common.</summary>
internal static class FastRestores
{
    /// <summary>AWS takes an hour for each TiB.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    /// <summary>The zones that a request names, or AWS's error.</summary>
    public static List<string> Zones(WorldView at, List<string>? names, List<string>? ids)
    {
        var asked = (names ?? []).Concat(ids ?? []).ToList();
        if (asked.Count == 0) throw CommonErrors.MissingParameter("AvailabilityZone");
        return asked.ConvertAll(zone => RegionCatalogue.Find(at.Region)?.FindZone(zone)?.ZoneName
            ?? throw CommonErrors.InvalidParameterValue($"Invalid availability zone: [{zone}]"));
    }

    /// <summary>Replaces what a snapshot has in a zone.</summary>
    public static SnapshotRow With(SnapshotRow row, FastRestore next) => row with
    {
        FastRestores = [.. row.FastRestores.Where(one => one.Zone != next.Zone), next],
    };
}

/// <summary>Fast restores of a snapshot take their next step.</summary>
internal sealed class FastRestoresMove : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<SnapshotRow>(subject) is not { } row) return;
        var moved = row.FastRestores.Select(one => one.Moved(change.Now)).OfType<FastRestore>().ToList();
        if (moved.SequenceEqual(row.FastRestores)) return;
        change.Put(row with { FastRestores = moved });
        change.Later<FastRestoresMove>(FastRestores.Delay, subject);
    }
}
