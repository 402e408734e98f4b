using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Virga.Server.Configuration;
using Virga.Server.Hosting;
using Virga.State;

namespace Virga.Conformance.Iam;

/// <summary>A server in this process, on a free port, with a key of a user that may do everything.</summary>
internal sealed class LiveServer : IAsyncDisposable
{
    private readonly VirgaServer server;

    private LiveServer(VirgaServer server, int port, int metadataPort)
    {
        this.server = server;
        Port = port;
        Endpoint = $"http://127.0.0.1:{port}";
        MetadataEndpoint = $"http://127.0.0.1:{metadataPort}";
    }

    public int Port { get; }

    /// <summary>The metadata service, to which an instance's id is to be added.</summary>
    public string MetadataEndpoint { get; }

    public string Endpoint { get; }

    public static async Task<LiveServer> StartAsync(bool isEnforced)
    {
        var port = FreePort();
        var metadataPort = FreePort();
        var options = new ServerOptions
        {
            Endpoint = new(IPAddress.Loopback, port),
            MetadataPort = metadataPort,
            DataDirectory = null,
            Backend = "mock",
            Rules = Rules.Default with { IsAuthEnforced = isEnforced, Port = port },
            Seed = 7,
            LogLevel = LogLevel.Warning,
            SshPorts = (0, 0),
            PullsImages = false,
        };
        return new(await VirgaServer.StartAsync(options), port, metadataPort);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
