using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Logging;
using Virga.Compute;
using Virga.Docker.Ssh;
using Virga.Server.Hosting.Tls;
using Virga.State;

namespace Virga.Server.SerialConsole;

/// <summary>
/// ssh on the port of the API, which leads to serial consoles and nowhere else: where AWS has a name of its own for
/// them, <c>serial-console.ec2-instance-connect.REGION.aws</c>. A client of ssh says so in its first bytes (RFC 4253,
/// section 4.2), before it has heard anything.
/// </summary>
/// <param name="store">The World.</param>
/// <param name="machines">The machines.</param>
/// <param name="keyPath">Where the key is kept by which clients know this emulator again.</param>
/// <param name="log">Where to log.</param>
/// <param name="longestSilence">How long a client may say nothing at first.</param>
internal sealed partial class SerialConsoleDoor(
    Store store, Machines machines, string keyPath, ILogger log, TimeSpan longestSilence) : IDisposable
{
    /// <summary>That of Kestrel between two requests (KestrelServerLimits.KeepAliveTimeout).</summary>
    internal static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(130);

    /// <summary>A client whose machine went away without a word is found out after this, and a minute more.</summary>
    private const int KeepAliveSeconds = 60;

    private readonly Lock gate = new();
    private SshHostKey? hostKey;

    public ConnectionDelegate Wrap(ConnectionDelegate next) => async connection =>
    {
        // Kestrel's end does not wait for those who say nothing, nor for somebody at a console.
        var ending = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested
            ?? CancellationToken.None;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionClosed, ending);
        switch (await IsSshAsync(connection, end.Token).ConfigureAwait(false))
        {
            case null:
                connection.Abort(new ConnectionAbortedException("nothing was said"));
                return;
            case false:
                await next(connection).ConfigureAwait(false);
                return;
        }

        KeepAlive(connection);
        var stream = new TransportStream(connection.Transport);
        await using var _ = stream.ConfigureAwait(false);
        await SshServer.ServeAsync(
            stream, HostKey(), new SerialConsoleGuest(store, machines), TimeProvider.System, log,
            end.Token).ConfigureAwait(false);
    };

    public void Dispose() => hostKey?.Dispose();

    private static void KeepAlive(ConnectionContext connection)
    {
        if (connection.Features.Get<IConnectionSocketFeature>()?.Socket is not { } socket) return;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveSeconds / 6);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 6);
    }

    /// <summary>Null where nothing was said in time, or the end came first.</summary>
    private async ValueTask<bool?> IsSshAsync(ConnectionContext connection, CancellationToken end)
    {
        var input = connection.Transport.Input;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(end);
        limit.CancelAfter(longestSilence);
        try
        {
            var read = await input.ReadAsync(limit.Token).ConfigureAwait(false);
            var isSsh = read.Buffer.FirstSpan.StartsWith("SSH-"u8);
            // Nothing is consumed, and nothing marked as looked at: the next reader sees it at once.
            input.AdvanceTo(read.Buffer.Start);
            return isSsh;
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            return null;
        }
    }

    /// <summary>Made when somebody first asks; one that cannot be kept is good for this run.</summary>
    private SshHostKey HostKey()
    {
        lock (gate) return hostKey ??= ReadOrMake();
    }

    private SshHostKey ReadOrMake()
    {
        try
        {
            if (File.Exists(keyPath)) return SshHostKey.FromPem(File.ReadAllText(keyPath));
            var made = SshHostKey.Make();
            Directory.CreateDirectory(Path.GetDirectoryName(keyPath)!);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var file = new StreamWriter(keyPath, options);
            file.Write(made.ToPem());
            return made;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException or ArgumentException
            or CryptographicException)
        {
            Log.NotKept(log, keyPath, refusal.Message);
            return SshHostKey.Make();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The serial consoles' host key in {Path}: {Reason}")]
        public static partial void NotKept(ILogger log, string path, string reason);
    }
}
