using Microsoft.Extensions.Logging;
using Virga.Distribution.Backing;
using Virga.Distribution.Http;
using Virga.Distribution.Storage;
using Virga.Docker.Engine;
using Virga.Docker.Registry;
using Virga.Ecr.PullThroughCache;
using Virga.Ecr.Scanning;
using Virga.Server.Configuration;
using Virga.Service;
using Virga.Service.Control;
using Virga.State;

namespace Virga.Server.Hosting;

/// <summary>
/// What the registry needs beside the World: bytes (in files of ours or in a server behind), their collector,
/// upstreams,
/// a scanner.
/// </summary>
internal sealed class RegistryParts : IAsyncDisposable
{
    private readonly BlobCollector collector;
    private readonly ImageScanner? scanner;
    private readonly BackingSweep? sweep;
    private readonly ManagedRegistry? container;
    private readonly HttpClient http = new();

    // A layer takes as long as it takes; who waits for it may hang up.
    private readonly HttpClient behindUs = new() { Timeout = Timeout.InfiniteTimeSpan };

    public RegistryParts(Store store, ServerOptions options, Outside outside, ILoggerFactory log)
    {
        var folder = options.DataDirectory is { } data ? Path.Combine(data, "registry") : null;
        Blobs = new(folder, store.Time);
        outside.Blobs = Blobs;
        outside.Upstreams = new UpstreamClient(http, store.Time, options.EcrUpstreamCredentials is { } file
            ? new UpstreamCredentials(Path.GetFullPath(file))
            : null);
        outside.SigningKeys = options.EcrSigningKeys;
        outside.RefusesUnsigned = options.RefusesUnsigned;
        collector = new(store, Blobs, log.CreateLogger<BlobCollector>());
        if (options.Backing is { } behind)
        {
            container = behind.Address is null ? Container(behind.Container) : null;
            Backing = new(container as IRegistryServer ?? new RegistryAtAddress(behind.Address!), behindUs);
            Backing.Started = new BackingCatalog(store, Backing, log.CreateLogger<BackingCatalog>()).ReconcileAsync;
            outside.Backing = Backing;
            sweep = new(store, Blobs, Backing, log.CreateLogger<BackingSweep>());
        }

        scanner = options.EcrScanner is { } command
            ? new(store, outside, command, log.CreateLogger<ImageScanner>())
            : null;
        Routes = [new CollectRoute(collector, sweep is null ? null : CollectBehindAsync), new LifecycleRoute(store)];
    }

    public IReadOnlyList<IControlRoute> Routes { get; }

    private BlobStore Blobs { get; }

    private BackingRegistry? Backing { get; }

    public async ValueTask DisposeAsync()
    {
        if (scanner is not null) await scanner.DisposeAsync().ConfigureAwait(false);
        if (sweep is not null) await sweep.DisposeAsync().ConfigureAwait(false);
        if (container is not null) await container.DisposeAsync().ConfigureAwait(false);
        collector.Dispose();
        Backing?.Dispose();
        http.Dispose();
        behindUs.Dispose();
        Blobs.Dispose();
    }

    private ManagedRegistry Container(ManagedRegistryOptions options)
    {
        var engine = new DockerEngine(DockerHost.FromEnvironment(), EngineOptions.Default, TimeProvider.System);
        return new(engine, http, options);
    }

    /// <summary>Nobody writes to the server behind while it collects; its own documentation demands that.</summary>
    private async Task<string> CollectBehindAsync(CancellationToken cancellation)
    {
        await sweep!.SettleAsync(cancellation).ConfigureAwait(false);
        using var hold = await Blobs.HoldAllAsync(cancellation).ConfigureAwait(false);
        return await Backing!.CollectAsync(cancellation).ConfigureAwait(false)
            ? "collected"
            : "what was deleted has left its namespaces; its operator frees the files (registry garbage-collect)";
    }
}
