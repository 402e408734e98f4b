using System.Buffers;
using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Virga.Server.Hosting.Tls;

/// <summary>
/// TLS on the port that also speaks plain HTTP: the first byte of a connection says which it is (RFC 8446, section 5.1:
/// a handshake record begins with 22). Kestrel's own UseHttps needs a service container, which this server has not.
/// </summary>
internal static class TlsConnections
{
    private const byte Handshake = 22;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static ConnectionDelegate Wrap(
        ConnectionDelegate next, CertificateAuthority authority) => async connection =>
    {
        if (!await IsTlsAsync(connection).ConfigureAwait(false))
        {
            await next(connection).ConfigureAwait(false);
            return;
        }

        var plain = connection.Transport;
        var tls = new SslStream(new TransportStream(plain));
        await using var _ = tls.ConfigureAwait(false);
        if (!await ShakeHandsAsync(tls, authority, connection.ConnectionClosed).ConfigureAwait(false)) return;
        connection.Features.Set<ITlsConnectionFeature>(new Secured());
        var transport = new Pipes(PipeReader.Create(tls), PipeWriter.Create(tls));
        connection.Transport = transport;
        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            await transport.Input.CompleteAsync().ConfigureAwait(false);
            await transport.Output.CompleteAsync().ConfigureAwait(false);
            connection.Transport = plain;
        }
    };

    private static async ValueTask<bool> IsTlsAsync(ConnectionContext connection)
    {
        var input = connection.Transport.Input;
        try
        {
            var read = await input.ReadAsync(connection.ConnectionClosed).ConfigureAwait(false);
            var isTls = !read.Buffer.IsEmpty && read.Buffer.FirstSpan[0] == Handshake;
            // Nothing is consumed, and nothing marked as looked at: the next reader sees it at once.
            input.AdvanceTo(read.Buffer.Start);
            return isTls;
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            return false;
        }
    }

    private static async ValueTask<bool> ShakeHandsAsync(
        SslStream tls, CertificateAuthority authority, CancellationToken closed)
    {
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateSelectionCallback = (_, name) => authority.For(name),
            ApplicationProtocols = [SslApplicationProtocol.Http11],
        };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(closed);
        limit.CancelAfter(Patience);
        try
        {
            await tls.AuthenticateAsServerAsync(options, limit.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException
            or OperationCanceledException or InvalidOperationException)
        {
            // A client that does not trust us hangs up here.
            return false;
        }
    }

    private sealed record Pipes(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    /// <summary>Its being there makes the scheme of requests <c>https</c>.</summary>
    private sealed class Secured : ITlsConnectionFeature
    {
        public X509Certificate2? ClientCertificate { get; set; }

        public Task<X509Certificate2?> GetClientCertificateAsync(CancellationToken cancellationToken) =>
            Task.FromResult(ClientCertificate);
    }
}
