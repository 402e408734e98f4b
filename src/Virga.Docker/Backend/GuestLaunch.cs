using System.Formats.Tar;
using System.Text;
using Virga.Compute;
using Virga.Docker.Engine;
using Virga.Docker.Engine.Model;
using Virga.Docker.Init;

namespace Virga.Docker.Backend;

/// <summary>What an instance's container is told at its boot, and how that reaches it.</summary>
internal sealed class GuestLaunch(DockerEngine engine, DockerSettings settings)
{
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode FolderMode = FileMode | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>What the machine's init is told.</summary>
    public GuestParameters ParametersOf(Machine machine, ImageBoot boot, int interfaces) => new()
    {
        InstanceId = machine.InstanceId,
        Hostname = machine.Hostname,
        Address = machine.Interfaces is [{ Address: { } address }, ..] ? address : null,
        User = machine.DefaultUser == "root" ? null : machine.DefaultUser,
        Keys = machine.PublicKey is null ? [] : [machine.PublicKey],
        UserData = machine.UserData,
        Include = url => settings.Include(machine.InstanceId, url),
        Interfaces = interfaces,
        Exec = boot.Exec,
        ExecStopSignal = boot.StopSignal,
        EndsByKernel = boot.EndsByKernel,
        KeepsAdmin = settings.MayMount || settings.Flags.IsPrivileged
            || settings.Flags.Capabilities.Contains("SYS_ADMIN"),
        DataSource = boot.DataSource(interfaces),
    };

    /// <summary>A new container gets as a file what its environment has no room for.</summary>
    public async Task DeliverAsync(string container, GuestParameters parameters, CancellationToken cancellation)
    {
        if (GuestInit.FileOf(parameters) is { } text)
            await PutAsync(container, text, cancellation).ConfigureAwait(false);
    }

    /// <summary>A container that is started again is told what changed since: user data, keys, addresses.</summary>
    public async Task RefreshAsync(
        ContainerInspection container, GuestParameters parameters, CancellationToken cancellation)
    {
        var text = parameters.ToText();
        var isAsMade = container.Config?.Env?.Contains($"{GuestParameters.Variable}={text}") == true;
        if (isAsMade && !await HasFileAsync(container.Id, cancellation).ConfigureAwait(false)) return;
        await PutAsync(container.Id, text, cancellation).ConfigureAwait(false);
    }

    private async Task<bool> HasFileAsync(string container, CancellationToken cancellation)
    {
        try
        {
            await engine.Containers.StatAsync(container, GuestParameters.FilePath, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (DockerEngineException exception) when (exception.IsNotFound)
        {
            return false;
        }
    }

    private async Task PutAsync(string container, string text, CancellationToken cancellation)
    {
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, leaveOpen: true))
        {
            var path = GuestParameters.FilePath.TrimStart('/');
            for (var slash = path.IndexOf('/'); slash > 0; slash = path.IndexOf('/', slash + 1))
                writer.WriteEntry(new UstarTarEntry(TarEntryType.Directory, path[..slash]) { Mode = FolderMode });
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, path)
            {
                DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
                Mode = FileMode,
            });
        }

        archive.Position = 0;
        await engine.Containers.PutArchiveAsync(container, "/", archive, cancellation).ConfigureAwait(false);
    }
}
