using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Snapshots;

/// <summary>Enables fast restores of snapshots in zones; each pair succeeds or fails by itself.</summary>
internal sealed class EnableFastSnapshotRestores
    : IMutation<EnableFastSnapshotRestoresRequest, EnableFastSnapshotRestoresResult>
{
    public static EnableFastSnapshotRestoresResult Run(EnableFastSnapshotRestoresRequest input, Change change)
    {
        var zones = FastRestores.Zones(change, input.AvailabilityZones, input.AvailabilityZoneIds);
        var done = new List<EnableFastSnapshotRestoreSuccessItem>();
        var failed = new List<EnableFastSnapshotRestoreErrorItem>();
        foreach (var id in input.SourceSnapshotIds ?? [])
        {
            foreach (var zone in zones)
            {
                if (change.Attempt<AwsException>(() => done.Add(Enable(change, id, zone))) is { } refused)
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

    private static EnableFastSnapshotRestoreSuccessItem Enable(Change change, string id, string zone)
    {
        var row = change.Named<SnapshotRow>(id);
        if (row.State != SnapshotState.Completed || row.StorageTier != StorageTier.Standard)
            throw Ec2Errors.IncorrectState($"The snapshot '{id}' is not completed, or is archived.");
        if (row.FastRestores.FirstOrDefault(one => one.Zone == zone) is { } held)
            throw Ec2Errors.IncorrectState($"Fast snapshot restore of '{id}' in {zone} is {held.State}.");
        var next = new FastRestore(zone, FastSnapshotRestoreStateCode.Enabling, change.Now);
        row = change.Put(FastRestores.With(row, next));
        change.Later<FastRestoresMove>(FastRestores.Delay, id);
        var shape = next.View(row, change);
        return new()
        {
            SnapshotId = id, AvailabilityZone = zone, AvailabilityZoneId = shape.AvailabilityZoneId,
            State = shape.State, StateTransitionReason = shape.StateTransitionReason, OwnerId = shape.OwnerId,
            EnablingTime = shape.EnablingTime,
        };
    }
}
