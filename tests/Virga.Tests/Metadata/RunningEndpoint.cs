using System.Net;
using Virga.Metadata;
using Virga.Metadata.Http;
using Virga.Metadata.Identity;

namespace Virga.Tests.Metadata;

/// <summary>The service in EC2's profile for one instance, whose tree and options the test may exchange.</summary>
internal sealed class RunningEndpoint : IMetadataSource, IAsyncDisposable
{
    private readonly MetadataListener _listener;
    private readonly InstanceIdentitySigner _signer;

    public RunningEndpoint(
        MetadataDocument document, MetadataOptions? options = null, TimeProvider? clock = null,
        MetadataProfile? profile = null)
    {
        Clock = clock ?? new ManualClock();
        _signer = new InstanceIdentitySigner(Clock);
        Target = new MetadataTarget(
            document.InstanceId, options ?? new MetadataOptions(), Tree(document), new MetadataReadLog());
        Endpoint = new MetadataEndpoint(profile ?? MetadataProfile.Ec2, this, Clock);
        _listener = MetadataListener.Start(new IPEndPoint(IPAddress.Loopback, 0), Endpoint, TimeProvider.System);
        EndPoint = (IPEndPoint)_listener.LocalEndPoint;
        Client = new HttpClient { BaseAddress = new Uri($"http://{EndPoint}") };
    }

    public TimeProvider Clock { get; }

    public MetadataEndpoint Endpoint { get; }

    public MetadataTarget Target { get; set; }

    public IPEndPoint EndPoint { get; }

    public HttpClient Client { get; }

    public InstanceIdentitySigner Signer => _signer;

    public MetadataTarget? Find(in MetadataPeer peer, ref ReadOnlySpan<byte> path) => Target;

    public MetadataTree Tree(MetadataDocument document) => Ec2Tree.Build(document, _signer, ManualClock.Start);

    public Task<string> GetAsync(string path) => Client.GetStringAsync(path);

    public async Task<int> StatusAsync(string path) => (int)(await Client.GetAsync(path)).StatusCode;

    public async Task<string> TokenAsync(int ttl = 21600)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, "/latest/api/token");
        request.Headers.Add("X-aws-ec2-metadata-token-ttl-seconds", ttl.ToString());
        var reply = await Client.SendAsync(request);
        reply.EnsureSuccessStatusCode();
        return await reply.Content.ReadAsStringAsync();
    }

    public Task<HttpResponseMessage> GetWithTokenAsync(string path, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("X-aws-ec2-metadata-token", token);
        return Client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _listener.DisposeAsync();
    }
}
