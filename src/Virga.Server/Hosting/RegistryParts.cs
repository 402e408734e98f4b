using Microsoft.Extensions.Logging;
using Virga.Distribution.Http;
using Virga.Distribution.Storage;
using Virga.Ecr.PullThroughCache;
using Virga.Ecr.Scanning;
using Virga.Server.Configuration;
using Virga.Service.Control;
using Virga.State;

namespace Virga.Server.Hosting;

/// <summary>What the registry needs beside the World: bytes, their collector, upstreams, a scanner.</summary>
internal sealed class RegistryParts : IAsyncDisposable
{
    private readonly BlobCollector collector;
    private readonly ImageScanner? scanner;
    private readonly HttpClient http = new();

    public RegistryParts(Store store, ServerOptions options, ILoggerFactory log)
    {
        var folder = options.DataDirectory is { } data ? Path.Combine(data, "registry") : null;
        Blobs = new(folder, store.Time);
        Upstreams = new UpstreamClient(http, store.Time);
        collector = new(store, Blobs, log.CreateLogger<BlobCollector>());
        scanner = options.EcrScanner is { } command
            ? new(store, Blobs, command, log.CreateLogger<ImageScanner>())
            : null;
        Routes = [new CollectRoute(collector), new LifecycleRoute(store)];
    }

    public BlobStore Blobs { get; }

    public IUpstreams Upstreams { get; }

    public IReadOnlyList<IControlRoute> Routes { get; }

    public async ValueTask DisposeAsync()
    {
        if (scanner is not null) await scanner.DisposeAsync().ConfigureAwait(false);
        collector.Dispose();
        http.Dispose();
        Blobs.Dispose();
    }
}
