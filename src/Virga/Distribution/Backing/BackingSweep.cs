using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Virga.Distribution.Storage;
using Virga.Ecr.Images;
using Virga.Ecr.Layers;
using Virga.Service;
using Virga.State;

namespace Virga.Distribution.Backing;

/// <summary>
/// Follows deletions: what a repository no longer has leaves its namespace of the server behind, after every other
/// repository that has it (a replica, a mount) has it in its own.
/// </summary>
internal sealed partial class BackingSweep : IAsyncDisposable
{
    private readonly Store store;
    private readonly BlobStore blobs;
    private readonly BackingRegistry backing;
    private readonly ILogger log;
    private readonly Channel<(Scope Scope, string Id, bool IsManifest)> gone =
        Channel.CreateUnbounded<(Scope Scope, string Id, bool IsManifest)>();

    private readonly CancellationTokenSource end = new();
    private readonly Task work;
    private int waiting;

    public BackingSweep(Store store, BlobStore blobs, BackingRegistry backing, ILogger log)
    {
        this.store = store;
        this.blobs = blobs;
        this.backing = backing;
        this.log = log;
        store.Changed += Note;
        work = Task.Run(WorkAsync);
    }

    /// <summary>Waits until all that was deleted so far has left.</summary>
    public async Task SettleAsync(CancellationToken cancellation)
    {
        while (Volatile.Read(ref waiting) > 0) await Task.Delay(10, cancellation).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        store.Changed -= Note;
        await end.CancelAsync().ConfigureAwait(false);
        await work.ConfigureAwait(false);
        end.Dispose();
    }

    private void Note(Committed committed)
    {
        // Manifests first: while their layers are there they can be copied to who still has them.
        foreach (var kind in (RowKind[])[ManifestRow.Kind, LayerRow.Kind])
            foreach (var touch in committed.Touches)
                if (touch.Row is null && touch.Kind == kind)
                {
                    Interlocked.Increment(ref waiting);
                    gone.Writer.TryWrite((touch.Scope, touch.Id, kind == ManifestRow.Kind));
                }
    }

    private async Task WorkAsync()
    {
        try
        {
            await foreach (var (scope, id, isManifest) in gone.Reader.ReadAllAsync(end.Token).ConfigureAwait(false))
            {
                await RemoveAsync(scope, id, isManifest).ConfigureAwait(false);
                Interlocked.Decrement(ref waiting);
            }
        }
        catch (OperationCanceledException)
        {
            // The server ends. What stays in the one behind is too much, never too little.
        }
    }

    private async ValueTask RemoveAsync(Scope scope, string id, bool isManifest)
    {
        var at = id.LastIndexOf('@');
        var (repository, digest) = (id[..at], id[(at + 1)..]);
        try
        {
            using var hold = await blobs.HoldAsync(Digest.Parse(digest), end.Token).ConfigureAwait(false);
            var world = store.World;
            var isBack = isManifest
                ? world.At(scope).Table<ManifestRow>().Find(id) is not null
                : world.At(scope).Table<LayerRow>().Find(id) is not null;
            if (isBack) return;
            var name = BackingRegistry.NameOf(scope, repository);
            if (isManifest) await SpreadManifestAsync(world, name, digest).ConfigureAwait(false);
            else
                foreach (var other in BackingRegistry.LayerHolders(world, digest))
                    await backing.EnsureBlobAsync(other, digest, [name], end.Token).ConfigureAwait(false);
            if (!await backing.RemoveAsync(scope, repository, isManifest ? "manifests" : "blobs", digest, end.Token)
                .ConfigureAwait(false))
                Log.Kept(log, id);
        }
        catch (Exception exception) when (exception is AwsException or HttpRequestException or IOException)
        {
            Log.Failed(log, id, exception.Message);
        }
    }

    /// <summary>Copies a manifest from the namespace that it leaves to those of replicas.</summary>
    private async ValueTask SpreadManifestAsync(World world, string from, string digest)
    {
        foreach (var (scope, row) in BackingRegistry.Holders(world, ManifestRow.ByDigest, digest))
        {
            var read = await backing.ReadAsync($"{from}/manifests/{digest}", [row.MediaType], end.Token)
                .ConfigureAwait(false);
            if (read is null) return;
            await backing.PutManifestAsync(world, scope, row, null, read.Value.Content, end.Token)
                .ConfigureAwait(false);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Removing {Id} from the registry behind failed: {Reason}")]
        public static partial void Failed(ILogger log, string id, string reason);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The registry behind keeps {Id}: it runs without storage.delete.enabled.")]
        public static partial void Kept(ILogger log, string id);
    }
}
