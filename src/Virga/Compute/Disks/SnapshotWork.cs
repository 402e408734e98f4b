using Microsoft.Extensions.Logging;
using Virga.Ec2.Images;
using Virga.Ec2.Instances;
using Virga.Ec2.Snapshots;
using Virga.Ec2.Volumes;
using Virga.State;

namespace Virga.Compute.Disks;

/// <summary>
/// Gives pending snapshots their bytes. Those of volumes on one machine are of one moment: the machine is held while
/// they are taken.
/// </summary>
internal sealed partial class SnapshotWork(
    Store store, DiskStore disks, Reconciler reconciler, ILogger log, SnapshotImports? imports = null)
{
    private const int MaxAtOnce = 4;

    /// <summary>A commit for each step would cost more than the copy.</summary>
    private const int ProgressStepPercent = 10;

    /// <summary>Does all of these that are still pending.</summary>
    public async Task DoAsync(IReadOnlyList<(Scope Scope, string Id)> asked, CancellationToken cancellation)
    {
        if (asked.Count == 0) return;
        var pending = asked.Select(one => (one.Scope, Row: Find(one.Scope, one.Id)))
            .Where(one => one.Row is { State: "pending", IsOnDisk: true } && !IsOfImage(one.Scope, one.Row.Id))
            .Select(one => new PendingSnapshot(one.Scope, one.Row!))
            .ToList();
        var groups = pending.GroupBy(one => HolderOf(one)?.Id);
        var places = new ParallelOptions { MaxDegreeOfParallelism = MaxAtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(groups, places, async (group, token) =>
        {
            var holder = HolderOf(group.First());
            if (holder is null) await CopyAllAsync(group, token).ConfigureAwait(false);
            else await HoldAsync(holder, [.. group], token).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    /// <summary>Copies what each is of, as it is now, and completes it.</summary>
    public async Task CopyAllAsync(IEnumerable<PendingSnapshot> pending, CancellationToken cancellation)
    {
        foreach (var (scope, row) in pending)
        {
            try
            {
                await CopyAsync(scope, row, cancellation).ConfigureAwait(false);
                store.Commit(scope, change => SnapshotIsCompleted.Run(change, row.Id));
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Fail(scope, row.Id, failure.Message);
            }
        }
    }

    private Task CopyAsync(Scope scope, SnapshotRow row, CancellationToken cancellation)
    {
        if (row.Import is { } import) return ImportAsync(scope, row.Id, import, cancellation);
        var partition = store.World.At(scope);
        if (row.SourceSnapshotId is null && partition.Table<VolumeRow>().Find(row.VolumeId) is { } volume
            && RealVolumes.BootedBy(volume, partition) is { } owner
            && reconciler.Backend(owner.Backend) is IRootDisk root)
            return disks.TakeAsync(
                row.Id, path => root.ExportRootAsync(owner.Id, volume.Id, path, cancellation));
        return disks.CopyAsync(
            row.Id, row.SourceSnapshotId ?? row.VolumeId, percent => Report(scope, row.Id, percent), cancellation);
    }

    private async Task ImportAsync(
        Scope scope, string id, SnapshotImport import, CancellationToken cancellation)
    {
        if (imports is null) throw new MachineException("ClientError", "No directory stands for S3 any more.");
        var (made, size) = await imports
            .ReadAsync(id, import, percent => Report(scope, id, percent), cancellation).ConfigureAwait(false);
        store.Commit(scope, change =>
        {
            if (change.Find<SnapshotRow>(id) is { State: "pending" } row)
                change.Put(row with { Import = made, SizeGiB = size });
        });
        if (Find(scope, id) is null) imports.Forget(id);
    }

    private async Task HoldAsync(
        InstanceRow holder, IReadOnlyList<PendingSnapshot> pending, CancellationToken cancellation)
    {
        var hold = (IMachineHold)reconciler.Backend(holder.Backend)!;
        try
        {
            await reconciler.WithMachineAsync(holder.Id, token =>
                    hold.HoldAsync(holder.Id, inner => CopyAllAsync(pending, inner), token))
                .WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            foreach (var one in pending) Fail(one.Scope, one.Row.Id, failure.Message);
        }
    }

    /// <summary>The machine that may write to the volume right now, or null.</summary>
    private InstanceRow? HolderOf(PendingSnapshot pending)
    {
        var partition = store.World.At(pending.Scope);
        if (pending.Row.SourceSnapshotId is not null) return null;
        var volume = partition.Table<VolumeRow>().Find(pending.Row.VolumeId);
        return volume?.Attachments.Select(one => partition.Table<InstanceRow>().Find(one.InstanceId))
            .FirstOrDefault(instance => instance is { Desired: Power.Running }
                && reconciler.Backend(instance.Backend) is IMachineHold);
    }

    /// <summary>Snapshots of an image are taken when its root is.</summary>
    private bool IsOfImage(Scope scope, string id) => store.World.At(scope).Table<ImageRow>()
        .By(ImageRow.BySnapshot, id).Any(image => image is { State: "pending", Capture: not null });

    private SnapshotRow? Find(Scope scope, string id) => store.World.At(scope).Table<SnapshotRow>().Find(id);

    private void Report(Scope scope, string id, int percent)
    {
        var step = percent / ProgressStepPercent * ProgressStepPercent;
        if (Find(scope, id) is not { State: "pending" } row || row.ProgressPercent >= step) return;
        store.Commit(scope, change =>
        {
            if (change.Find<SnapshotRow>(id) is { State: "pending" } now)
                change.Put(now with { ProgressPercent = step });
        });
    }

    private void Fail(Scope scope, string id, string reason)
    {
        Log.NotTaken(log, id, reason);
        store.Commit(scope, change =>
        {
            if (change.Find<SnapshotRow>(id) is { State: "pending" } row)
                change.Put(row with { State = "error", StateMessage = reason });
        });
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{SnapshotId} could not be taken: {Reason}")]
        public static partial void NotTaken(ILogger log, string snapshotId, string reason);
    }
}

/// <summary>A snapshot that has no bytes yet, and whose it is.</summary>
internal sealed record PendingSnapshot(Scope Scope, SnapshotRow Row);
