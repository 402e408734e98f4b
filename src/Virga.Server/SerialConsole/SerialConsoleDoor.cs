using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections;
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
internal sealed partial class SerialConsoleDoor(Store store, Machines machines, string keyPath, ILogger log)
    : IDisposable
{
    private readonly Lock gate = new();
    private SshHostKey? hostKey;

    public ConnectionDelegate Wrap(ConnectionDelegate next) => async connection =>
    {
        if (!await IsSshAsync(connection).ConfigureAwait(false))
        {
            await next(connection).ConfigureAwait(false);
            return;
        }

        var stream = new TransportStream(connection.Transport);
        await using var _ = stream.ConfigureAwait(false);
        await SshServer.ServeAsync(
            stream, HostKey(), new SerialConsoleGuest(store, machines), TimeProvider.System, log,
            connection.ConnectionClosed).ConfigureAwait(false);
    };

    public void Dispose() => hostKey?.Dispose();

    private static async ValueTask<bool> IsSshAsync(ConnectionContext connection)
    {
        var input = connection.Transport.Input;
        try
        {
            var read = await input.ReadAsync(connection.ConnectionClosed).ConfigureAwait(false);
            var isSsh = read.Buffer.FirstSpan.StartsWith("SSH-"u8);
            // Nothing is consumed, and nothing marked as looked at: the next reader sees it at once.
            input.AdvanceTo(read.Buffer.Start);
            return isSsh;
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            return false;
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
