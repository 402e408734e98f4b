using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Virga.Docker.Engine;

namespace Virga.Docker.Ssh;

/// <summary>
/// Ends ssh connections to machines that have no ssh server of their own: the least of the protocol that OpenSSH's ssh,
/// scp and sftp need. See docs/decisions/ssh-server.md.
/// </summary>
internal static partial class SshServer
{
    /// <summary>OpenSSH's LoginGraceTime.</summary>
    private static readonly TimeSpan LoginTime = TimeSpan.FromSeconds(120);

    /// <summary>Serves one connection to its end; what goes wrong ends it and is logged.</summary>
    public static async Task ServeAsync(
        Stream stream, SshHostKey hostKey, ISshGuest guest, TimeProvider time, ILogger log,
        CancellationToken cancellation)
    {
        using var transport = new SshTransport(stream, hostKey);
        try
        {
            if (await LogInAsync(transport, guest, time, cancellation).ConfigureAwait(false) is not { } user) return;
            var connection = new SshConnection(transport, guest, user);
            await using (connection.ConfigureAwait(false))
                await connection.RunAsync(cancellation).ConfigureAwait(false);
        }
        catch (SshException fault)
        {
            Log.Ended(log, fault.Message);
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException
            or ObjectDisposedException)
        {
            // Clients come and go.
        }
        catch (DockerEngineException ended)
        {
            Log.Ended(log, ended.Message);
        }
    }

    private static async Task<string?> LogInAsync(
        SshTransport transport, ISshGuest guest, TimeProvider time, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(LoginTime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        await transport.OpenAsync(either.Token).ConfigureAwait(false);
        return await new SshAuthentication(transport, guest).RunAsync(either.Token).ConfigureAwait(false);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "An ssh connection ended: {Reason}")]
        public static partial void Ended(ILogger log, string reason);
    }
}
