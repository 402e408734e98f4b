using System.Net;
using System.Net.Sockets;
using Virga.Fabric.Driver;
using Virga.Metadata;
using Virga.Metadata.Control;
using Virga.Metadata.Http;
using Virga.Metadata.Identity;
using Virga.Metadata.Providers;
using Virga.Server.Configuration;
using Virga.Service.Control;
using Virga.State;

namespace Virga.Server.Hosting;

/// <summary>
/// The metadata service of instances: its port on the host, where a path begins with the instance's id, and what the
/// fabric hands it from inside of networks.
/// </summary>
internal sealed class MetadataHost : IAsyncDisposable
{
    private readonly IPEndPoint? address;
    private readonly InstanceMetadataSource source;
    private readonly Store store;
    private MetadataListener? listener;
    private string? failure;

    public MetadataHost(ServerOptions options, Store store)
    {
        this.store = store;
        address = options.MetadataPort == 0 ? null : new(options.Endpoint.Address, options.MetadataPort);
        var keys = options.DataDirectory is { } data ? Path.Combine(data, "identity") : null;
        source = new(store, new IamInstanceRoles(store), new InstanceIdentitySigner(store.RealTime, keys));
        Endpoint = new(MetadataProfile.Ec2, source, store.Time);
    }

    /// <summary>Answers for connections that come from elsewhere than the host's port.</summary>
    public MetadataEndpoint Endpoint { get; }

    /// <summary>What an instance finds at a URL of its metadata service, or null.</summary>
    public byte[]? Read(string instanceId, string url) =>
        MetadataUrl.Read(source, instanceId, url, store.Time.GetUtcNow());

    /// <summary>How it is, in a line. A port that is taken does not keep the server from starting.</summary>
    public PartHealth Health => listener is not null
        ? new("metadata", "running", $"http://{listener.LocalEndPoint}/INSTANCE-ID/latest/meta-data/")
        : new("metadata", address is null ? "off" : "unavailable", failure ?? "no port on the host");

    /// <summary>The control API's part of it.</summary>
    public IReadOnlyList<IControlRoute> Routes =>
    [
        new InstanceEventRoute(store, "GET"), new InstanceEventRoute(store, "POST"), new MetadataReadsRoute(source),
        new IdentityCertificateRoute(source),
    ];

    public void Start()
    {
        if (address is null) return;
        try
        {
            listener = MetadataListener.Start(address, Endpoint, TimeProvider.System);
        }
        catch (SocketException taken)
        {
            failure = $"port {address.Port}: {taken.Message}";
        }
    }

    /// <summary>Serves a guest's connection, as the instance that its interface is attached to.</summary>
    public Task ServeAsync(FabricConnection connection)
    {
        // fd00:ec2::254 answers only where HttpProtocolIpv6 is enabled (EC2 User Guide, "Configure the IMDS").
        if (connection.Client.AddressFamily == AddressFamily.InterNetworkV6
            && source.Of(connection.InterfaceId) is not { Options.IsIpv6Enabled: true })
            return Task.CompletedTask;
        var wire = new TunnelWire(
            connection.Stream, connection.EndAsync,
            hops => connection.LimitHopsAsync(hops, CancellationToken.None));
        var peer = new MetadataPeer(connection.Client.Address, connection.InterfaceId);
        return new MetadataConnection(wire, Endpoint, new MetadataSession(peer)).RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (listener is not null) await listener.DisposeAsync().ConfigureAwait(false);
        source.Dispose();
    }
}
