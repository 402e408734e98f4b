using System.Collections.Concurrent;
using Virga.Docker.Engine;
using Virga.Docker.Engine.Model;

namespace Virga.Docker.Backend;

/// <summary>
/// Finds out, once for each image, how its machines boot: by the image's own init where the image says that it is one
/// (<c>CMD ["/sbin/init"]</c>), or where the setting wants it and there is one.
/// </summary>
internal sealed class ImageBoots(DockerEngine engine, DockerSettings settings)
{
    private const string CloudInit = "/usr/bin/cloud-init";

    private static readonly string[] Inits =
    [
        "/sbin/init", "/usr/sbin/init", "/lib/systemd/systemd", "/usr/lib/systemd/systemd", "/sbin/openrc-init",
        "/bin/init", "/init",
    ];

    private readonly ConcurrentDictionary<string, Task<ImageBoot>> known = new(StringComparer.Ordinal);

    public async Task<ImageBoot> OfAsync(string reference, CancellationToken cancellation)
    {
        if (settings.Init == "virga") return ImageBoot.Ours;
        var image = await engine.Images.InspectAsync(reference, cancellation).ConfigureAwait(false);
        string[] command = [.. image.Config?.Entrypoint ?? [], .. image.Config?.Cmd ?? []];
        var named = command is [var one, ..] && Inits.Contains(one) ? one : null;
        if (named is null && settings.Init == "auto") return ImageBoot.Ours;
        try
        {
            return await known.GetOrAdd(image.Id, _ => LookAsync(image.Id, named)).WaitAsync(cancellation)
                .ConfigureAwait(false);
        }
        catch (DockerEngineException)
        {
            known.TryRemove(image.Id, out _);
            throw;
        }
    }

    /// <summary>Looks into a container that never starts.</summary>
    private async Task<ImageBoot> LookAsync(string image, string? named)
    {
        var spec = new ContainerSpec
        {
            Image = image,
            Cmd = ["/"],
            Entrypoint = [],
            Labels = new Dictionary<string, string> { [DockerLabels.Home] = settings.Home },
            HostConfig = new() { NetworkMode = "none" },
        };
        var probe = await engine.Containers.CreateAsync(null, spec, CancellationToken.None).ConfigureAwait(false);
        try
        {
            foreach (var path in named is null ? Inits : [named])
            {
                if (await FindAsync(probe, path).ConfigureAwait(false) is not { } found) continue;
                var hasCloudInit = await FindAsync(probe, CloudInit).ConfigureAwait(false) is not null;
                var program = found.LinkTarget is { Length: > 0 } link ? link : path;
                var endsByKernel = !IsSystemd(program) && await IsFilteredAsync().ConfigureAwait(false);
                return new(path, StopSignalOf(program), hasCloudInit, endsByKernel);
            }

            return ImageBoot.Ours;
        }
        finally
        {
            await engine.Containers.RemoveAsync(probe, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task<PathStatus?> FindAsync(string container, string path)
    {
        try
        {
            return await engine.Containers.StatAsync(container, path, CancellationToken.None).ConfigureAwait(false);
        }
        catch (DockerEngineException missing) when (missing.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>
    /// reboot(2) ends nothing but the container, whose processes have a namespace of their own (pid_namespaces(7)), and
    /// needs CAP_SYS_BOOT. That would also let a guest load kernels for the host; the engine's own filter of system
    /// calls refuses that whatever the capabilities (Docker's documentation, "Seccomp security profiles"). Where the
    /// filter is another, the capability is not given.
    /// </summary>
    private async Task<bool> IsFilteredAsync()
    {
        var info = await engine.InfoAsync(CancellationToken.None).ConfigureAwait(false);
        return info.SecurityOptions?.Any(option => option is "name=seccomp,profile=default"
            or "name=seccomp,profile=builtin") == true;
    }

    private static bool IsSystemd(string program) => program.Contains("systemd", StringComparison.Ordinal);

    /// <summary>Each init has its own. Sources: systemd(1), busybox's init.c, openrc-init(8).</summary>
    private static string StopSignalOf(string program) =>
        IsSystemd(program) ? "SIGRTMIN+3"
        : program.Contains("busybox", StringComparison.Ordinal) ? "SIGUSR2"
        : "SIGTERM";
}
