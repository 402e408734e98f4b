using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virga.Server.Hosting.Tls;
using Virga.Service.Http;

namespace Virga.Server.Hosting;

/// <summary>
/// Kestrel, used directly: no generic host, no dependency injection, no middleware. That is what keeps the start under
/// 40 ms and the idle process small.
/// </summary>
internal sealed class HttpHost : IAsyncDisposable
{
    /// <summary>What running requests are given when the server ends.</summary>
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(2);

    private readonly KestrelServer server;
    private readonly TimeSpan patience;
    private readonly EndpointChain application;

    public HttpHost(IReadOnlyList<IHttpEndpoint> endpoints, IReadOnlyList<IPEndPoint> addresses, ILoggerFactory log,
        CertificateAuthority? authority = null, Func<ConnectionDelegate, ConnectionDelegate>? beside = null,
        TimeSpan? patience = null)
    {
        this.patience = patience ?? DefaultPatience;
        application = new(endpoints);
        var options = new KestrelServerOptions
        {
            AddServerHeader = false,

            // Bytes of images are streamed and may be of any size; each endpoint has its own limit.
            Limits = { MaxRequestBodySize = null, MinRequestBodyDataRate = null },
        };
        foreach (var address in addresses)
            options.Listen(address, listener =>
            {
                if (beside is not null) listener.Use(beside);
                if (authority is null) return;
                listener.Protocols = HttpProtocols.Http1;
                listener.Use(next => TlsConnections.Wrap(next, authority));
            });
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), log);
        server = new(Options.Create(options), transport, log);
    }

    /// <summary>Binds the addresses.</summary>
    /// <exception cref="IOException">An address is in use.</exception>
    public Task StartAsync() => server.StartAsync(application, CancellationToken.None);

    /// <summary>Stops accepting, and gives running requests a moment to end.</summary>
    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(patience);
        await server.StopAsync(limit.Token).ConfigureAwait(false);
        server.Dispose();
    }

    /// <summary>Gives each request to the first endpoint that handles it.</summary>
    private sealed class EndpointChain(IReadOnlyList<IHttpEndpoint> endpoints) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context)
        {
            if (Cors.Apply(context)) return Task.CompletedTask;
            foreach (var endpoint in endpoints)
                if (endpoint.Handles(context.Request)) return endpoint.HandleAsync(context);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }
}
