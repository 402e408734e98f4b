using System.Formats.Tar;
using Virga.Docker.Engine;
using Virga.Docker.Engine.Model;

namespace Virga.Docker.Init;

/// <summary>
/// Puts the guest's init on the engine: in a named volume, once, from where every instance mounts it read-only. That
/// costs a launch nothing, while a copy into each container costs some 70 ms.
/// </summary>
internal sealed class GuestInit(DockerEngine engine, GuestBinary? binary)
{
    /// <summary>The entry point of an instance's container.</summary>
    public const string Path = Folder + "/init";

    /// <summary>On the volume, and on the container and the image that carry the init into it.</summary>
    public const string Label = "virga.init";

    private const string Folder = "/.virga";

    private readonly Lock gate = new();
    private Task<Mount>? installing;
    private volatile Mount? installed;

    /// <summary>The exit status with which a guest asks to be started again. Source: systemd in containers.</summary>
    public const int RebootStatus = 133;

    /// <summary>
    /// The mount to give to every instance. The first call of a run sees to it that the init is there; the others only
    /// ask for the volume (a millisecond), since the engine would make an empty one in its place.
    /// Throws <see cref="DockerEngineException"/>, or <see cref="InvalidOperationException"/> when it can not run.
    /// </summary>
    public async Task<Mount> EnsureAsync(CancellationToken cancellation)
    {
        var known = installed;
        if (known is null || !await IsThereAsync(known, cancellation))
            return await InstallOnceAsync(known).WaitAsync(cancellation);
        return known;
    }

    /// <summary>
    /// The container of an image as a machine of ours: it boots with the init, as root whatever user the image names,
    /// and without the image's own command, stop signal and health check.
    /// </summary>
    public static ContainerSpec Machine(ContainerSpec spec, GuestParameters parameters, Mount mount) => spec with
    {
        Entrypoint = [Path],
        Cmd = [],
        User = "0:0",
        WorkingDir = "/",
        Hostname = parameters.MachineName,
        Env = [.. spec.Env ?? [], EnvironmentOf(parameters)],
        StopSignal = parameters.Exec is null ? "SIGTERM" : parameters.ExecStopSignal,
        Healthcheck = new() { Test = ["NONE"] },
        HostConfig = HostOf(spec.HostConfig ?? new(), parameters) with
        {
            Mounts = [.. spec.HostConfig?.Mounts ?? [], mount],
        },
    };

    /// <summary>
    /// The image's own init gets file systems of its own where it looks for them, and its control group for itself. The
    /// capability is for our init, which mounts that writable and gives it back.
    /// </summary>
    private static HostConfig HostOf(HostConfig host, GuestParameters parameters) => parameters.Exec is null
        ? host
        : host with
        {
            CapAdd = [.. host.CapAdd ?? [], "SYS_ADMIN", .. parameters.EndsByKernel ? (string[])["SYS_BOOT"] : []],
            CgroupnsMode = "private",
            Tmpfs = new Dictionary<string, string>(host.Tmpfs ?? new Dictionary<string, string>())
            {
                ["/run"] = "exec,mode=755",
                ["/run/lock"] = "",
            },
        };

    /// <summary>
    /// What must be put into the container as a file, because it is too long for its environment; null for nothing.
    /// </summary>
    public static string? FileOf(GuestParameters parameters) =>
        parameters.ToText() is { Length: > GuestParameters.MaxBytes } text ? text : null;

    private static string EnvironmentOf(GuestParameters parameters) =>
        (FileOf(parameters) is null ? parameters : parameters.WithoutUserData()).ToEnvironment();

    /// <summary>
    /// What a capture of such a container must change (<see cref="ContainerCommit.Changes"/>), so that the image does
    /// not hold the user data of the machine it was made of.
    /// </summary>
    public static IReadOnlyList<string> CaptureChanges { get; } = [$"ENV {GuestParameters.Variable}="];

    /// <summary>
    /// Removes what an installation left behind that was broken off before the given moment, and the volumes of other
    /// versions as far as no container uses them.
    /// </summary>
    public async Task SweepAsync(DateTimeOffset before, CancellationToken cancellation)
    {
        var filters = EngineFilters.Label(Label);
        foreach (var carrier in await engine.Containers.ListAsync(filters, cancellation))
        {
            if (carrier.Created < before.ToUnixTimeSeconds())
                await TryAsync(engine.Containers.RemoveAsync(carrier.Id, cancellation));
        }
        foreach (var image in await engine.Images.ListAsync(filters, cancellation))
        {
            if (image.Created < before.ToUnixTimeSeconds())
                await TryAsync(engine.Images.RemoveAsync(image.Id, cancellation));
        }
        foreach (var volume in await engine.Volumes.ListAsync(filters, cancellation))
        {
            if (volume.Name != binary?.VolumeName && volume.CreatedAt < before)
                await TryAsync(engine.Volumes.RemoveAsync(volume.Name, cancellation));
        }
    }

    private static async Task TryAsync(Task removal)
    {
        try
        {
            await removal;
        }
        catch (DockerEngineException error) when (error.IsConflict || error.IsNotFound)
        {
            // It is in use, or another emulator was faster.
        }
    }

    private async Task<bool> IsThereAsync(Mount mount, CancellationToken cancellation)
    {
        try
        {
            await engine.Volumes.InspectAsync(mount.Source!, cancellation);
            return true;
        }
        catch (DockerEngineException error) when (error.IsNotFound)
        {
            return false;
        }
    }

    /// <summary>One installation for all that wait. A launch that is cancelled must not fail the others.</summary>
    private Task<Mount> InstallOnceAsync(Mount? missing)
    {
        lock (gate)
        {
            if (installed is { } other && !ReferenceEquals(other, missing)) return Task.FromResult(other);
            if (installing is null or { IsCompleted: true }) installing = InstallAsync(CancellationToken.None);
            return installing;
        }
    }

    private async Task<Mount> InstallAsync(CancellationToken cancellation)
    {
        if (binary is null)
            throw new InvalidOperationException("This build has no guest init, since there was no C compiler when it " +
                "was made. Install musl-tools (or gcc and libc6-dev) and build again.");
        var info = await engine.InfoAsync(cancellation);
        if (info.OSType != "linux" || info.Architecture != binary.Architecture)
            throw new InvalidOperationException($"The guest init of this build is for linux {binary.Architecture}, " +
                $"but the engine runs {info.OSType} {info.Architecture}.");
        var labels = new Dictionary<string, string> { [Label] = binary.Version };
        await engine.Volumes.CreateAsync(new() { Name = binary.VolumeName, Labels = labels }, cancellation);
        await FillAsync(binary, labels, cancellation);
        return installed = MountOf(binary);
    }

    /// <summary>A container that never starts carries the file into the volume, if it is not there already.</summary>
    private async Task FillAsync(
        GuestBinary binary, Dictionary<string, string> labels, CancellationToken cancellation)
    {
        using var nothing = new MemoryStream(new byte[1024]);
        var image = await engine.Images.ImportAsync(
            nothing, null, null, [$"LABEL {Label}={binary.Version}"], cancellation);
        try
        {
            var carrier = await engine.Containers.CreateAsync(null, new()
            {
                Image = image,
                Cmd = [Path],
                Labels = labels,
                HostConfig = new() { NetworkMode = "none", Mounts = [MountOf(binary) with { ReadOnly = false }] },
            }, cancellation);
            try
            {
                await CopyAsync(carrier, binary, cancellation);
            }
            finally
            {
                await engine.Containers.RemoveAsync(carrier, CancellationToken.None);
            }
        }
        finally
        {
            await engine.Images.RemoveAsync(image, CancellationToken.None);
        }
    }

    private async Task CopyAsync(string carrier, GuestBinary binary, CancellationToken cancellation)
    {
        try
        {
            // The name of the volume is the content's hash, so the size tells a whole copy from one that broke off.
            var status = await engine.Containers.StatAsync(carrier, Path, cancellation);
            if (status.Size == binary.Bytes.Length) return;
        }
        catch (DockerEngineException error) when (error.IsNotFound)
        {
            // A new volume.
        }
        using var archive = ArchiveOf(binary);
        await engine.Containers.PutArchiveAsync(carrier, Folder, archive, cancellation);
    }

    private static MemoryStream ArchiveOf(GuestBinary binary)
    {
        var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, leaveOpen: true))
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "init")
            {
                DataStream = new MemoryStream(binary.Bytes, writable: false),
                Mode = (UnixFileMode)Convert.ToInt32("755", 8),
            });
        archive.Position = 0;
        return archive;
    }

    private static Mount MountOf(GuestBinary binary) => new()
    {
        Type = "volume",
        Source = binary.VolumeName,
        Target = Folder,
        ReadOnly = true,
        VolumeOptions = new() { NoCopy = true },
    };
}
