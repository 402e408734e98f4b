using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Virga.Ec2.Images;
using Virga.Ec2.RecycleBins;
using Virga.Ec2.Snapshots;
using Virga.Ec2.Volumes;
using Virga.State;

namespace Virga.Compute.Disks;

/// <summary>
/// Brings the disk store to what the rows of volumes and snapshots say, and their states to what is there. What a crash
/// broke off is begun again: a row that is pending says what is still to do, and nothing else has to be remembered.
/// </summary>
internal sealed partial class DiskKeeper : IAsyncDisposable
{
    private readonly Store store;
    private readonly DiskStore disks;
    private readonly SnapshotWork snapshots;
    private readonly SnapshotImportRuns imports;
    private readonly ILogger log;
    private readonly ConcurrentDictionary<string, Touch> touched = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource stopping = new();

    /// <summary>One more look is enough for any number of changes.</summary>
    private readonly Channel<bool> wakes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private Task working = Task.CompletedTask;

    public DiskKeeper(Store store, DiskStore disks, SnapshotWork snapshots, ILogger log)
    {
        this.store = store;
        this.disks = disks;
        this.snapshots = snapshots;
        imports = new(snapshots);
        this.log = log;
    }

    /// <summary>Removes what no row stands for any more, and takes up what is not done.</summary>
    public void Start()
    {
        disks.Sweep(Wanted(store.World));
        store.Changed += committed => Note(committed.Touches);
        foreach (var (scope, partition) in store.World.Partitions)
        {
            Note([.. partition.Table<VolumeRow>().Select(row => new Touch(scope, VolumeRow.Kind, row.Id, row))]);
            Note([.. partition.Table<SnapshotRow>().Select(row => new Touch(scope, SnapshotRow.Kind, row.Id, row))]);
        }

        working = Task.Run(WorkAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await imports.DisposeAsync().ConfigureAwait(false);
        stopping.Dispose();
    }

    private void Note(IReadOnlyList<Touch> touches)
    {
        foreach (var touch in touches)
        {
            var concerns = touch.Row switch
            {
                null => touch.Kind == VolumeRow.Kind || touch.Kind == SnapshotRow.Kind
                    || touch.Kind == RecycledRow.Kind,
                VolumeRow volume => volume.IsOnDisk && SourceOf(volume) is not null,
                SnapshotRow snapshot => snapshot is { IsOnDisk: true, State: "pending" },
                _ => false,
            };
            if (concerns) touched[touch.Id] = touch;
            if (concerns || touch.Kind == ImageRow.Kind) wakes.Writer.TryWrite(true);
        }
    }

    private async Task WorkAsync()
    {
        try
        {
            while (await wakes.Reader.WaitToReadAsync(stopping.Token).ConfigureAwait(false))
            {
                wakes.Reader.TryRead(out _);
                await LookAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The rows say what is left to do.
        }
    }

    /// <summary>What is made of something comes before what removes it.</summary>
    private async Task LookAsync()
    {
        var batch = touched.Values.ToList();
        foreach (var touch in batch) touched.TryRemove(new(touch.Id, touch));
        foreach (var touch in batch)
            if (touch.Row is VolumeRow) await FillAsync(touch.Scope, touch.Id).ConfigureAwait(false);
        foreach (var touch in batch)
            if (touch.Row is SnapshotRow { Import: not null }) imports.Begin(touch.Scope, touch.Id);
        await snapshots.DoAsync(
            [.. batch.Where(touch => touch.Row is SnapshotRow { Import: null })
                .Select(touch => (touch.Scope, touch.Id))],
            stopping.Token).ConfigureAwait(false);
        if (!batch.Exists(touch => touch.Row is null)) return;
        // A volume whose deletion is not safe yet would be back after a crash, and need its bytes.
        await store.Durable(store.World).ConfigureAwait(false);
        foreach (var touch in batch)
        {
            if (touch.Row is not null) continue;
            await imports.EndAsync(touch.Id).ConfigureAwait(false);
            Remove(touch);
        }
    }

    /// <summary>Gives a volume its snapshot's bytes.</summary>
    private async Task FillAsync(Scope scope, string id)
    {
        if (store.World.At(scope).Table<VolumeRow>().Find(id) is not { IsOnDisk: true } volume) return;
        if (RealVolumes.BootedBy(volume, store.World.At(scope)) is not null) return;
        try
        {
            if (!disks.Has(id) && disks.Has(SourceOf(volume)!))
                await disks.EnsureAsync(id, volume.SizeGiB, SourceOf(volume), stopping.Token).ConfigureAwait(false);
            if (volume.State == "creating") Commit(scope, id, VolumeBecomesAvailable.Run);
        }
        catch (IOException failure)
        {
            Log.NotFilled(log, id, failure.Message);
            Commit(scope, id, static (change, subject) =>
            {
                if (change.Find<VolumeRow>(subject) is { State: "creating" } row)
                    change.Put(row with { State = "error" });
            });
        }
    }

    /// <summary>
    /// What a volume gets its bytes of: the snapshot that it was made of, or while it is made the volume that it is a
    /// copy of; what that holds later is not its own.
    /// </summary>
    private static string? SourceOf(VolumeRow volume) =>
        (volume.State == "creating" ? volume.SourceVolumeId : null) ?? volume.SnapshotId;

    private void Commit(Scope scope, string id, Action<Change, string> transition) =>
        store.Commit(scope, change => transition(change, id));

    private void Remove(Touch gone)
    {
        if (!Wanted(store.World).Contains(gone.Id)) disks.Delete(gone.Id);
        else touched.TryAdd(gone.Id, gone);
    }

    /// <summary>
    /// Volumes and snapshots that there are, and snapshots that something is still to be made of.
    /// </summary>
    private HashSet<string> Wanted(World world)
    {
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var partition in world.Partitions.Values)
        {
            foreach (var volume in partition.Table<VolumeRow>())
            {
                wanted.Add(volume.Id);
                if (volume.IsOnDisk && SourceOf(volume) is { } source && !disks.Has(volume.Id)) wanted.Add(source);
            }

            foreach (var recycled in partition.Table<RecycledRow>()) wanted.Add(recycled.Id);
            foreach (var snapshot in partition.Table<SnapshotRow>())
            {
                wanted.Add(snapshot.Id);
                if (snapshot.State != "pending") continue;
                wanted.Add(snapshot.SourceSnapshotId ?? snapshot.VolumeId);
            }
        }

        return wanted;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{VolumeId} does not get its snapshot's bytes: {Reason}")]
        public static partial void NotFilled(ILogger log, string volumeId, string reason);
    }
}
