using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Snapshots;

/// <summary>Disables fast restores of snapshots in zones; each pair succeeds or fails by itself.</summary>
internal sealed class DisableFastSnapshotRestores
    : IMutation<DisableFastSnapshotRestoresRequest, DisableFastSnapshotRestoresResult>
{
    public static DisableFastSnapshotRestoresResult Run(DisableFastSnapshotRestoresRequest input, Change change)
    {
        var zones = FastRestores.Zones(change, input.AvailabilityZones, input.AvailabilityZoneIds);
        var done = new List<DisableFastSnapshotRestoreSuccessItem>();
        var failed = new List<DisableFastSnapshotRestoreErrorItem>();
        foreach (var id in input.SourceSnapshotIds ?? [])
        {
            foreach (var zone in zones)
            {
                if (change.Attempt<AwsException>(() => done.Add(Disable(change, id, zone))) is { } refused)
                    failed.Add(new()
                    {
                        SnapshotId = id,
                        FastSnapshotRestoreStateErrors =
                        [
                            new()
                            {
                                AvailabilityZone = zone,
                                AvailabilityZoneId = ZoneIds.Of(zone),
                                Error = new() { Code = refused.Code, Message = refused.Message },
                            },
                        ],
                    });
            }
        }

        return new() { Successful = done, Unsuccessful = failed };
    }

    private static DisableFastSnapshotRestoreSuccessItem Disable(Change change, string id, string zone)
    {
        var row = change.Named<SnapshotRow>(id);
        if (row.FastRestores.FirstOrDefault(one => one.Zone == zone) is not
            {
                State: FastSnapshotRestoreStateCode.Enabled or FastSnapshotRestoreStateCode.Optimizing,
            } held)
            throw Ec2Errors.IncorrectState($"Fast snapshot restore of '{id}' in {zone} is not enabled.");
        var next = held with { State = FastSnapshotRestoreStateCode.Disabling, DisablingTime = change.Now };
        row = change.Put(FastRestores.With(row, next));
        change.Later<FastRestoresMove>(FastRestores.Delay, id);
        var shape = next.View(row, change);
        return new()
        {
            SnapshotId = id, AvailabilityZone = zone, AvailabilityZoneId = shape.AvailabilityZoneId,
            State = shape.State, StateTransitionReason = shape.StateTransitionReason, OwnerId = shape.OwnerId,
            EnablingTime = shape.EnablingTime, OptimizingTime = shape.OptimizingTime,
            EnabledTime = shape.EnabledTime, DisablingTime = shape.DisablingTime,
        };
    }
}
