using Microsoft.Extensions.Logging;
using Virga.Ec2.Images;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Compute.Disks;

/// <summary>
/// Does the imports and exports of images that rows wish for, and takes them to S3 and back. An active row is work that
/// is left, so what a crash broke
/// off is done again.
/// </summary>
/// <param name="store">The World.</param>
/// <param name="reconciler">The backends.</param>
/// <param name="images">What removes the bytes of an import that was cancelled.</param>
/// <param name="disks">Where the bytes of disks are; null where none are kept on this host.</param>
/// <param name="directory">What stands for S3.</param>
/// <param name="log">Where to log.</param>
internal sealed partial class ImageTransfers(
    Store store, Reconciler reconciler, ImageKeeper images, DiskStore? disks, string directory, ILogger log)
    : IAsyncDisposable
{
    private const string Backend = "docker";

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    /// <summary>By the row's id. Those of AMIs that are stored recur, so that the gate orders an end and a new
    /// begin.</summary>
    private readonly Dictionary<string, Task> running = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopping = new();

    /// <summary>Takes up what is not done.</summary>
    public void Start()
    {
        store.Changed += committed =>
        {
            foreach (var touch in committed.Touches) Begin(touch.Scope, touch.Row);
        };
        foreach (var (scope, partition) in store.World.Partitions)
        {
            foreach (var import in partition.Table<ImportImageTaskRow>()) Begin(scope, import);
            foreach (var export in partition.Table<ExportImageTaskRow>()) Begin(scope, export);
            foreach (var stored in partition.Table<StoreImageTaskRow>()) Begin(scope, stored);
            foreach (var restored in partition.Table<RestoreImageTaskRow>()) Begin(scope, restored);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        Task[] left;
        lock (gate) left = [.. running.Values];
        await Task.WhenAll(left).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    private void Begin(Scope scope, Row? row)
    {
        if (row is not (ImportImageTaskRow or ExportImageTaskRow or StoreImageTaskRow or RestoreImageTaskRow)) return;
        lock (gate)
        {
            if (stopping.IsCancellationRequested || running.ContainsKey(row.Id) || WorkOf(scope, row.Id) is null)
                return;
            running[row.Id] = Task.Run(() => DoAsync(scope, row.Id));
        }
    }

    /// <summary>What is left to do for an id, as its row is now; null for nothing.</summary>
    private Func<CancellationToken, Task>? WorkOf(Scope scope, string id)
    {
        var partition = store.World.At(scope);
        if (partition.Table<ImportImageTaskRow>().Find(id) is { Status: ImportImageTaskRow.Active } import)
            return token => ImportAsync(scope, import, token);
        if (partition.Table<ExportImageTaskRow>().Find(id) is { Status: ExportImageTaskRow.Active } export)
            return token => ExportAsync(scope, export, token);
        if (partition.Table<StoreImageTaskRow>().Find(id) is { State: StoreImageTaskRow.InProgress } stored)
            return token => Objects().StoreAsync(scope, stored, token);
        return partition.Table<RestoreImageTaskRow>().Find(id) is { } restored
            ? token => RestoreAsync(scope, restored, token)
            : null;
    }

    /// <summary>Until nothing is left, or the server ends.</summary>
    private async Task DoAsync(Scope scope, string id)
    {
        while (NextOf(scope, id) is { } work)
        {
            try
            {
                await work(stopping.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                // The row says what is left to do.
            }
            catch (MachineException failure)
            {
                Log.Failed(log, id, failure.Message);
                Fail(scope, id, $"{failure.Code}: {failure.Message}");
            }
            catch (Exception failure)
            {
                // An engine that is away may come back.
                Log.TryingAgain(log, id, failure);
                await Task.Delay(RetryAfter, store.Time, stopping.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>
    /// Where nothing is left the id is free in the same moment: a row that comes later begins a run of its own.
    /// </summary>
    private Func<CancellationToken, Task>? NextOf(Scope scope, string id)
    {
        lock (gate)
        {
            var work = stopping.IsCancellationRequested ? null : WorkOf(scope, id);
            if (work is null) running.Remove(id);
            return work;
        }
    }

    private async Task ImportAsync(Scope scope, ImportImageTaskRow task, CancellationToken cancellation)
    {
        var path = BucketPath.OfObject(directory, task.Bucket, task.Key);
        if (DiskImport.FormatOf(task, path) is { } format)
        {
            var import = new DiskImport(store, reconciler, disks);
            await import.RunAsync(scope, task, path, format, cancellation).ConfigureAwait(false);
            return;
        }

        var made = await Transfer().ImportAsync(path, task.ImageId, task.Architecture, cancellation)
            .ConfigureAwait(false);
        if (task.Architecture is { } asked && asked != made.Architecture)
            throw new MachineException("ClientError", $"The archive is for {made.Architecture}, not for {asked}.");
        store.Commit(scope, change =>
        {
            if (change.Find<ImportImageTaskRow>(task.Id) is not { Status: ImportImageTaskRow.Active } row) return;
            change.Put(row with { Status = ImportImageTaskRow.Completed, Architecture = made.Architecture });
            change.Put(ImageOf(row, made, change));
        });
        images.SweepSoon();
    }

    private async Task ExportAsync(Scope scope, ExportImageTaskRow task, CancellationToken cancellation)
    {
        var path = BucketPath.Of(directory, task.Bucket, task.Key);
        await Transfer().ExportAsync(task.Reference, path, cancellation).ConfigureAwait(false);
        store.Commit(scope, change =>
        {
            if (change.Find<ExportImageTaskRow>(task.Id) is { Status: ExportImageTaskRow.Active } row)
                change.Put(row with { Status = ExportImageTaskRow.Completed });
        });
    }

    private async Task RestoreAsync(Scope scope, RestoreImageTaskRow task, CancellationToken cancellation)
    {
        await Objects().RestoreAsync(scope, task, cancellation).ConfigureAwait(false);
        // Of an image that was deregistered meanwhile.
        images.SweepSoon();
    }

    private ImageObjects Objects() => new(store, Transfer, directory);

    private IImageTransfer Transfer() => reconciler.Backend(Backend) as IImageTransfer
        ?? throw new MachineException("ClientError", "There is no container engine here.");

    /// <summary>An imported image is called as its task (VM Import/Export User Guide).</summary>
    private static ImageRow ImageOf(ImportImageTaskRow task, ImportedImage made, Change change) => new(task.ImageId)
    {
        Name = task.Id,
        Description = task.Description ?? "",
        State = ImageState.Available,
        CreationDate = change.Now,
        Architecture = made.Architecture,
        RootDeviceName = "/dev/sda1",
        Devices = [new("/dev/sda1") { SizeGiB = 8, VolumeType = VolumeType.Gp3 }],
        BootMode = task.BootMode,
        Backend = Backend,
        Reference = made.Reference,
        IsCaptured = true,
    };

    private void Fail(Scope scope, string id, string text)
    {
        store.Commit(scope, change =>
        {
            if (change.Find<ImportImageTaskRow>(id) is { Status: ImportImageTaskRow.Active } import)
                change.Put(import with { Status = ImportImageTaskRow.Deleted, StatusMessage = text });
            if (change.Find<ExportImageTaskRow>(id) is { Status: ExportImageTaskRow.Active } export)
                change.Put(export with { Status = ExportImageTaskRow.Deleted, StatusMessage = text });
            if (change.Find<StoreImageTaskRow>(id) is { State: StoreImageTaskRow.InProgress } stored)
                change.Put(stored with { State = StoreImageTaskRow.Failed, FailureReason = text });
            if (change.Find<RestoreImageTaskRow>(id) is null) return;
            change.Remove<RestoreImageTaskRow>(id);
            if (change.Find<ImageRow>(id) is { State: "pending" } image)
                change.Put(image with { State = "failed", StateReason = text });
        });
        images.SweepSoon();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{TaskId} failed: {Reason}")]
        public static partial void Failed(ILogger log, string taskId, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{TaskId} is not done yet; trying again.")]
        public static partial void TryingAgain(ILogger log, string taskId, Exception exception);
    }
}
