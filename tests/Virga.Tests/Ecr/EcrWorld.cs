using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Virga.Distribution;
using Virga.Distribution.Http;
using Virga.Distribution.Storage;
using Virga.Ecr.PullThroughCache;
using Virga.Server.Hosting;
using Virga.Service;
using Virga.Service.Http;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Tests.Ecr;

/// <summary>
/// A World with bytes and a registry on a port of its own, on a stepped clock: both planes of ECR as they are, without
/// a process.
/// </summary>
internal sealed class EcrWorld : IAsyncDisposable
{
    public const string Account = TestWorld.Account;

    private readonly HttpClient upstream = new();
    private readonly HttpHost host;
    private readonly Dispatcher dispatcher;

    public EcrWorld(Rules? rules = null)
    {
        World = new(rules ?? Rules.Default with { DefaultAccountId = Account });
        Blobs = new(null, World.Clock);
        Collector = new(World.Store, Blobs, NullLogger.Instance);
        Outside = new() { Blobs = Blobs, Upstreams = new UpstreamClient(upstream, World.Clock) };
        dispatcher = new(World.Store, Outside);
        Port = FreePort();
        host = new(
            [
                new RegistryEndpoint(World.Store, Outside, NullLogger.Instance),
                new ApiEndpoint(dispatcher, NullLogger.Instance),
            ],
            [new(IPAddress.Loopback, Port)], NullLoggerFactory.Instance);
        Client = new() { BaseAddress = new($"http://localhost:{Port}") };
    }

    public TestWorld World { get; }

    /// <summary>Upstreams, keys: what a test may set.</summary>
    public Outside Outside { get; }

    public BlobStore Blobs { get; }

    public BlobCollector Collector { get; }

    public int Port { get; }

    /// <summary>A client that is logged in.</summary>
    public HttpClient Client { get; }

    public static async Task<EcrWorld> StartAsync(Rules? rules = null, string repository = "app")
    {
        var world = new EcrWorld(rules);
        await world.host.StartAsync();
        world.Login();
        await world.Run<CreateRepositoryResponse>(
            "CreateRepository", new CreateRepositoryRequest { RepositoryName = repository });
        return world;
    }

    /// <summary>Gives the client a new password of an account.</summary>
    public void Login(string account = Account) => Client.DefaultRequestHeaders.Authorization = new(
        "Basic", World.Store.CommitAsync(new(account, "us-east-1"), change => Convert.ToBase64String(
            Encoding.UTF8.GetBytes("AWS:" + Virga.Ecr.Authorization.RegistryToken.ForCaller(change))))
            .AsTask().GetAwaiter().GetResult());

    /// <summary>Runs an operation, with bytes, as a caller of an account.</summary>
    public async Task<T> Run<T>(string operation, object input, string account = Account, string region = "us-east-1")
    {
        var api = ServiceApi.Ecr;
        return (T)await dispatcher.RunAsync(
            api, api.Find(operation)!, input, new(account, region), Caller.System(account), default, _ => [], default);
    }

    public async Task<AwsException> Fail(string operation, object input, string account = Account) =>
        await Assert.ThrowsAsync<AwsException>(() => Run<object>(operation, input, account));

    /// <summary>Uploads a blob in one request and gives its digest.</summary>
    public async Task<string> PushBlobAsync(byte[] content, string repository = "app")
    {
        var digest = Digest.Of(content).Text;
        var answer = await Client.PostAsync(
            $"/v2/{repository}/blobs/uploads/?digest={digest}", new ByteArrayContent(content));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return digest;
    }

    /// <summary>Pushes an image of one layer and gives its digest.</summary>
    public async Task<string> PushImageAsync(string content, string? tag = null, string repository = "app")
    {
        var manifest = await ManifestAsync(content, repository);
        var answer = await PutManifestAsync(manifest, tag ?? Digest.Of(manifest).Text, repository);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return Digest.Of(manifest).Text;
    }

    /// <summary>A manifest whose config and layer are uploaded.</summary>
    public async Task<byte[]> ManifestAsync(string content, string repository = "app", string? subject = null)
    {
        var config = Encoding.UTF8.GetBytes($$"""{"architecture":"amd64","os":"linux","of":"{{content}}"}""");
        var layer = Encoding.UTF8.GetBytes(content);
        await PushBlobAsync(config, repository);
        await PushBlobAsync(layer, repository);
        var about = subject is null
            ? ""
            : $$"""
                ,"artifactType":"application/x-test",
                "subject":{"mediaType":"{{ManifestDocument.OciManifest}}","digest":"{{subject}}","size":1}
                """;
        return Encoding.UTF8.GetBytes($$"""
            {"schemaVersion":2,"mediaType":"{{ManifestDocument.OciManifest}}",
            "config":{"mediaType":"application/vnd.oci.image.config.v1+json",
            "digest":"{{Digest.Of(config)}}","size":{{config.Length}} },
            "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar",
            "digest":"{{Digest.Of(layer)}}","size":{{layer.Length}} }]{{about}} }
            """);
    }

    public Task<HttpResponseMessage> PutManifestAsync(
        byte[] manifest, string reference, string repository = "app", string type = ManifestDocument.OciManifest)
    {
        var content = new ByteArrayContent(manifest);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return Client.PutAsync($"/v2/{repository}/manifests/{reference}", content);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await host.DisposeAsync();
        Collector.Dispose();
        upstream.Dispose();
        World.Dispose();
        Blobs.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
