using Microsoft.Extensions.Logging;
using Virga.Distribution;
using Virga.Ecr.Images;
using Virga.Ecr.Layers;
using Virga.State;

namespace Virga.Distribution.Storage;

/// <summary>
/// Frees bytes that nobody refers to, while the registry works. It runs by itself after images were deleted, every few
/// minutes, and when it is told to. A digest is held while it is looked at, so that no push comes between the look and
/// the deletion.
/// </summary>
internal sealed partial class BlobCollector : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(200);

    private readonly Store store;
    private readonly BlobStore blobs;
    private readonly ILogger log;
    private readonly SemaphoreSlim one = new(1, 1);
    private readonly ITimer timer;

    public BlobCollector(Store store, BlobStore blobs, ILogger log)
    {
        this.store = store;
        this.blobs = blobs;
        this.log = log;
        timer = store.Time.CreateTimer(_ => _ = RunQuietlyAsync(), null, Soon, Interval);
        store.Changed += Note;
    }

    /// <summary>Looks at everything, and says what that freed.</summary>
    public Task<Collected> RunAsync(CancellationToken cancellation) => RunAsync(LayerLeases.Length, cancellation);

    /// <summary>
    /// The same; layers without an image go when they are older than <paramref name="patience"/>. Zero breaks pushes
    /// that are under way.
    /// </summary>
    public async Task<Collected> RunAsync(TimeSpan patience, CancellationToken cancellation)
    {
        await one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (patience == TimeSpan.Zero) blobs.Leases.Clear();
            else blobs.Leases.Prune();
            var uploads = patience == TimeSpan.Zero ? blobs.Uploads.Prune(patience) : blobs.Uploads.Prune();
            var layers = 0;
            foreach (var scope in store.World.Partitions.Keys)
                layers += await RemoveLayersAsync(scope, patience).ConfigureAwait(false);
            var (count, bytes) = await RemoveBlobsAsync(cancellation).ConfigureAwait(false);
            return new(count, bytes, layers, uploads);
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose()
    {
        store.Changed -= Note;
        timer.Dispose();
        // A run under way ends first: the files must not go away below it.
        one.Wait();
        one.Dispose();
    }

    private void Note(Committed committed)
    {
        foreach (var touch in committed.Touches)
        {
            if (touch.Row is not null || (touch.Kind != ManifestRow.Kind && touch.Kind != LayerRow.Kind)) continue;
            timer.Change(Soon, Interval);
            return;
        }
    }

    private async Task RunQuietlyAsync()
    {
        try
        {
            await RunAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            Log.Failed(log, exception.Message);
        }
    }

    private async ValueTask<int> RemoveLayersAsync(Scope scope, TimeSpan patience)
    {
        var at = store.Read(scope, Caller.System(scope.Account));
        var idle = at.Rows<LayerRow>().Where(row => IsIdle(at, row, patience)).Select(row => row.Id).ToList();
        if (idle.Count == 0) return 0;
        return await store.CommitAsync(scope, change =>
        {
            var gone = idle.Select(change.Find<LayerRow>).OfType<LayerRow>()
                .Where(row => IsIdle(change, row, patience)).ToList();
            foreach (var row in gone) change.Remove<LayerRow>(row.Id);
            return gone.Count;
        }).ConfigureAwait(false);
    }

    /// <summary>No manifest refers to it, and nobody is about to push one that does.</summary>
    private bool IsIdle(WorldView at, LayerRow row, TimeSpan patience) =>
        !at.Rows<ManifestRow>().Any(ManifestRow.ByLayer, row.Id)
        && (row.IsClaimed || row.UploadedAt + patience < at.Now)
        && !blobs.Leases.IsHeld(at.Scope, row.Id);

    private async ValueTask<(int Count, long Bytes)> RemoveBlobsAsync(CancellationToken cancellation)
    {
        var count = 0;
        var bytes = 0L;
        foreach (var digest in blobs.All())
        {
            if (RepositoryBytes.IsReferenced(store.World, digest)) continue;
            using var hold = await blobs.HoldAsync(digest, cancellation).ConfigureAwait(false);
            var seen = store.World;
            if (RepositoryBytes.IsReferenced(seen, digest)) continue;
            // An image whose deletion is not safe yet would be back after a crash, and need its bytes.
            await store.Durable(seen).ConfigureAwait(false);
            bytes += blobs.Delete(digest);
            count++;
        }

        return (count, bytes);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Collecting blobs failed: {Reason}")]
        public static partial void Failed(ILogger log, string reason);
    }
}

/// <summary>What a collection freed.</summary>
/// <param name="Blobs">Files deleted.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="Layers">Layers that left their repository, as no image refers to them.</param>
/// <param name="Uploads">Uploads that nobody went on with.</param>
internal sealed record Collected(int Blobs, long Bytes, int Layers, int Uploads)
{
    /// <summary>What became of the server behind, where there is one.</summary>
    public string? Registry { get; init; }
}
