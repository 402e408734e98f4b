using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Virga.Ec2.Images;
using Virga.Ec2.RecycleBins;
using Virga.Ec2.Snapshots;
using Virga.State;

namespace Virga.Compute.Disks;

/// <summary>
/// Makes the images of machines that rows wish for, and removes those that no row stands for any more. A pending row
/// says
/// what is to do, so a capture that a crash broke off is done again.
/// </summary>
/// <param name="store">The World.</param>
/// <param name="reconciler">The machines.</param>
/// <param name="snapshots">What copies volumes meanwhile; null where volumes have no bytes.</param>
/// <param name="log">Where to log.</param>
internal sealed partial class ImageKeeper(Store store, Reconciler reconciler, SnapshotWork? snapshots, ILogger log)
    : IAsyncDisposable
{
    /// <summary>
    /// An engine that removes an image's layers at that moment refuses a new image of the same layers, once.
    /// </summary>
    private const int Attempts = 3;

    private readonly ConcurrentDictionary<string, Task> captures = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim sweeping = new(1);
    private readonly CancellationTokenSource stopping = new();

    /// <summary>The pause before what failed is tried again.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Takes up what is not done.</summary>
    public void Start()
    {
        store.Changed += committed => Note(committed.Touches);
        foreach (var (scope, partition) in store.World.Partitions)
            foreach (var image in partition.Table<ImageRow>()) Begin(scope, image);
        _ = SweepAsync();
    }

    /// <summary>Removes what no row stands for, when there is time.</summary>
    public void SweepSoon() => _ = SweepAsync();

    /// <summary>Removes all images of ours: the end of a run that keeps nothing.</summary>
    public Task RemoveAllAsync() => TrySweepAsync(static () => new HashSet<string>(), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(captures.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Note(IReadOnlyList<Touch> touches)
    {
        foreach (var touch in touches)
        {
            if (touch.Kind != ImageRow.Kind && touch.Kind != RecycledRow.Kind) continue;
            if (touch.Row is RecycledRow) continue;
            if (touch.Row is ImageRow image) Begin(touch.Scope, image);
            else _ = SweepAsync();
        }
    }

    private void Begin(Scope scope, ImageRow image)
    {
        if (image is not { State: "pending", Capture: not null, Backend: not null }) return;
        captures.GetOrAdd(image.Id, id => Task.Run(() => CaptureAsync(scope, id)));
    }

    /// <summary>Until it is done, or cannot be; an engine that is away may come back.</summary>
    private async Task CaptureAsync(Scope scope, string id)
    {
        for (var attempt = 1;
            !stopping.IsCancellationRequested
            && store.World.At(scope).Table<ImageRow>().Find(id) is { State: "pending" } image;
            attempt++)
        {
            try
            {
                var reference = await CaptureAsync(scope, image, stopping.Token).ConfigureAwait(false);
                End(scope, id, row => row with { State = "available", Capture = null, Reference = reference });
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                // The row says what is left to do.
            }
            catch (MachineException failure) when (attempt >= Attempts || !IsWorthAnother(scope, image))
            {
                Log.NotCaptured(log, id, failure.Message);
                End(scope, id, row => row with { State = "failed", Capture = null, StateReason = failure.Message });
            }
            catch (Exception failure)
            {
                Log.TryingAgain(log, id, failure);
                await Task.Delay(RetryAfter, store.Time, stopping.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        captures.TryRemove(id, out _);
    }

    /// <summary>A volume that could not be copied stays so; the machine may be captured yet.</summary>
    private bool IsWorthAnother(Scope scope, ImageRow image) =>
        reconciler.Backend(image.Backend!) is IImageCapture
        && SnapshotsOf(scope, image).TrueForAll(row => row.State is "pending" or "completed");

    private async Task<string?> CaptureAsync(Scope scope, ImageRow image, CancellationToken cancellation)
    {
        if (reconciler.Backend(image.Backend!) is not IImageCapture backend)
            throw new MachineException("Server.Unsupported", $"The backend {image.Backend} cannot make images here.");
        if (image.Capture == "copy")
        {
            await CopyVolumesAsync(scope, image, cancellation).ConfigureAwait(false);
            return image.Reference is null
                ? null
                : await backend.CopyImageAsync(image.Reference, image.Id, cancellation).ConfigureAwait(false);
        }

        var wish = new CaptureWish(image.SourceInstanceId!, image.Id, image.Capture == "reboot");
        string? reference = null;
        await reconciler.WithMachineAsync(wish.InstanceId, async token => reference = await backend
                .CaptureAsync(wish, inner => CopyVolumesAsync(scope, image, inner), token).ConfigureAwait(false))
            .WaitAsync(cancellation).ConfigureAwait(false);
        return reference;
    }

    private async Task CopyVolumesAsync(Scope scope, ImageRow image, CancellationToken cancellation)
    {
        var pending = SnapshotsOf(scope, image).Where(row => row.State == "pending")
            .Select(row => new PendingSnapshot(scope, row)).ToList();
        if (snapshots is not null) await snapshots.CopyAllAsync(pending, cancellation).ConfigureAwait(false);
        if (SnapshotsOf(scope, image).Find(row => row.State != "completed") is { } failed)
            throw new MachineException("Server.InternalError", $"The snapshot {failed.Id} could not be taken.");
    }

    private List<SnapshotRow> SnapshotsOf(Scope scope, ImageRow image)
    {
        var table = store.World.At(scope).Table<SnapshotRow>();
        return [.. image.Devices.Select(device => table.Find(device.SnapshotId)).OfType<SnapshotRow>()
            .Where(row => row.IsOnDisk)];
    }

    private void End(Scope scope, string id, Func<ImageRow, ImageRow> next) => store.Commit(scope, change =>
    {
        if (change.Find<ImageRow>(id) is not { State: "pending" } row) return;
        change.Put(next(row));
        foreach (var device in row.Devices)
            if (change.Find<SnapshotRow>(device.SnapshotId) is { State: "pending", IsOnDisk: true } left)
                change.Put(left with { State = "error" });
    });

    /// <summary>A sweep that fails because an engine is away is made when it is back.</summary>
    private async Task SweepAsync()
    {
        await sweeping.WaitAsync().ConfigureAwait(false);
        try
        {
            while (!stopping.IsCancellationRequested
                && !await TrySweepAsync(Known, stopping.Token).ConfigureAwait(false))
                await Task.Delay(RetryAfter, store.Time, stopping.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            sweeping.Release();
        }
    }

    private async Task<bool> TrySweepAsync(Func<IReadOnlySet<string>> wanted, CancellationToken cancellation)
    {
        try
        {
            foreach (var backend in reconciler.Backends.OfType<IImageCapture>())
                await backend.SweepImagesAsync(wanted, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.NotSwept(log, failure.Message);
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    private HashSet<string> Known() => store.World.Partitions.Values
        .SelectMany(partition => partition.Table<ImageRow>().Select(image => image.Id)
            .Concat(partition.Table<RecycledRow>().Select(recycled => recycled.Id))
            .Concat(partition.Table<ImportImageTaskRow>()
                .Where(task => task.Status == ImportImageTaskRow.Active).Select(task => task.ImageId)))
        .ToHashSet(StringComparer.Ordinal);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{ImageId} could not be made: {Reason}")]
        public static partial void NotCaptured(ILogger log, string imageId, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{ImageId} is not made yet; trying again.")]
        public static partial void TryingAgain(ILogger log, string imageId, Exception exception);

        [LoggerMessage(Level = LogLevel.Debug, Message = "Images could not be swept: {Reason}")]
        public static partial void NotSwept(ILogger log, string reason);
    }
}
