using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using Virga.Docker.Engine;
using Virga.Docker.Engine.Model;
using Virga.Docker.Init;

namespace Virga.Docker.Ssh;

/// <summary>
/// Sessions in a container, by the engine's exec. The guest's init (Init/Guest/session.c) stands for login: it knows
/// the
/// users, and keeps what the container was made with out of the environment.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="container">Whose sessions.</param>
/// <param name="connection">The value of SSH_CONNECTION.</param>
internal sealed class GuestSessions(DockerEngine engine, string container, string connection) : ISshGuest
{
    private const int NoSuchUser = 3;

    private const string HostKeyFolder = "/var/lib/cloud/instance";
    private const string HostKeyName = "virga_ssh_host_ecdsa_key";

    public async Task<IReadOnlyList<string>?> KeysOfAsync(string user, CancellationToken cancellation)
    {
        var result = await ToolAsync(cancellation, "login-keys", user).ConfigureAwait(false);
        return result.ExitCode == NoSuchUser ? null : result.OutputText.Split('\n');
    }

    public async Task<ISshProcess> StartAsync(SshSessionRequest request, CancellationToken cancellation)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var kind = request.Kind switch
        {
            SshSessionKind.Shell => "shell",
            SshSessionKind.Command => "command",
            _ => "sftp",
        };
        var spec = new ExecSpec
        {
            Cmd = [GuestInit.Path, "session", token, request.User, kind, request.Command, SizeOf(request.Terminal)],
            Env = [.. request.Environment, $"SSH_CONNECTION={connection}", .. TermOf(request.Terminal)],
            User = "0:0",
            WorkingDir = "/",
            Tty = request.Terminal is not null,
            AttachStdin = true,
        };
        try
        {
            var id = await engine.Execs.CreateAsync(container, spec, cancellation).ConfigureAwait(false);
            var terminal = request.Terminal is null ? ExecTerminal.None : ExecTerminal.Terminal;
            var session = await engine.Execs.StartAsync(id, terminal, cancellation).ConfigureAwait(false);
            return new GuestProcess(this, engine, session, token);
        }
        catch (DockerEngineException refusal)
        {
            throw new IOException(refusal.EngineMessage, refusal);
        }
    }

    /// <summary>Lets a key open a user until a moment; false when the machine has no such user.</summary>
    public async Task<bool> GrantAsync(string user, string key, DateTimeOffset until, CancellationToken cancellation)
    {
        var result = await ToolAsync(cancellation, "grant-key", user, until.ToUnixTimeSeconds().ToString(), key)
            .ConfigureAwait(false);
        return result.ExitCode switch
        {
            0 => true,
            NoSuchUser => false,
            var other => throw new IOException($"the key can not be put into the machine: status {other}"),
        };
    }

    /// <summary>
    /// The machine's host key. It lies on the machine's disk, so that it is the same for as long as the machine is.
    /// </summary>
    public async Task<SshHostKey> HostKeyAsync(CancellationToken cancellation)
    {
        if (await ReadHostKeyAsync(cancellation).ConfigureAwait(false) is { } known) return known;
        var made = SshHostKey.Make();
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, leaveOpen: true))
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, HostKeyName)
            {
                DataStream = new MemoryStream(Encoding.ASCII.GetBytes(made.ToPem())),
                Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        archive.Position = 0;
        await engine.Containers.PutArchiveAsync(container, HostKeyFolder, archive, cancellation).ConfigureAwait(false);
        return made;
    }

    /// <summary>Sends a signal to a session that was started with this token.</summary>
    public Task SignalAsync(string token, string name, CancellationToken cancellation) =>
        ToolAsync(cancellation, "signal", token, name);

    private async Task<SshHostKey?> ReadHostKeyAsync(CancellationToken cancellation)
    {
        try
        {
            var stream = await engine.Containers
                .GetArchiveAsync(container, $"{HostKeyFolder}/{HostKeyName}", cancellation).ConfigureAwait(false);
            await using var _ = stream.ConfigureAwait(false);
            using var reader = new TarReader(stream);
            var entry = await reader.GetNextEntryAsync(copyData: true, cancellation).ConfigureAwait(false);
            if (entry?.DataStream is not { } data) return null;
            using var text = new StreamReader(data);
            return SshHostKey.FromPem(await text.ReadToEndAsync(cancellation).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is DockerEngineException { IsNotFound: true } or ArgumentException
            or CryptographicException)
        {
            // A new machine, or one whose owner broke the file.
            return null;
        }
    }

    private Task<ExecResult> ToolAsync(CancellationToken cancellation, params string[] arguments) =>
        engine.Execs.RunAsync(
            container, new() { Cmd = [GuestInit.Path, .. arguments], User = "0:0", WorkingDir = "/" }, default,
            cancellation);

    /// <summary>The engine can set a size only after the process has begun.</summary>
    private static string SizeOf(SshTerminal? terminal) =>
        terminal is null ? "" : $"{terminal.Rows} {terminal.Columns}";

    private static string[] TermOf(SshTerminal? terminal) =>
        terminal is { Name.Length: > 0 } ? [$"TERM={terminal.Name}"] : [];
}
