using Virga.Compute;
using Virga.Docker.Engine;
using Virga.Docker.Init;
using Virga.Server.Configuration;
using Virga.Server.Fabric;
using Virga.State;

namespace Virga.Server.Hosting;

/// <summary>
/// Takes away what an emulator of these settings left outside of its data directory: machines, networks, images,
/// routes of this host. What several emulators of an engine share goes unless one of them uses it.
/// </summary>
internal static class Uninstallation
{
    private static readonly HashSet<string> None = [];

    /// <exception cref="DockerEngineException">The engine is away.</exception>
    public static async Task RunAsync(ServerOptions options)
    {
        using var log = new ConsoleLoggerFactory(options.LogLevel, TimeProvider.System);
        var store = new Store(new NullJournal(), TimeProvider.System, options.Rules, options.Seed);
        store.Load();
        var metadata = new MetadataHost(options, store);
        await using var end = metadata.ConfigureAwait(false);
        using var ports = new HostPorts(options.SshPorts.First, options.SshPorts.Last);
        var networks = Backends.Networks(options, store, metadata, log);
        var machines = Backends.Of(
            options, store, disks: null, ports,
            networks ?? (IMachineNetworks)new Virga.Compute.EngineNetworks("nothing is launched"),
            metadata.Read, log);
        foreach (var backend in machines)
        {
            await backend.SweepAsync(static () => None, CancellationToken.None).ConfigureAwait(false);
            if (backend is IImageCapture images)
                await images.SweepImagesAsync(static () => None, CancellationToken.None).ConfigureAwait(false);
            await backend.DisposeAsync().ConfigureAwait(false);
        }

        if (networks is null) return;
        await networks.RemoveAsync(CancellationToken.None).ConfigureAwait(false);
        await networks.DisposeAsync().ConfigureAwait(false);
        await RemoveSharedAsync(Backends.Engine()).ConfigureAwait(false);
    }

    /// <summary>What any emulator makes again when it needs it: the guests' init, and images of fabrics.</summary>
    private static async Task RemoveSharedAsync(DockerEngine engine)
    {
        var volumes = EngineFilters.Label(GuestInit.Label);
        foreach (var volume in await engine.Volumes.ListAsync(volumes, CancellationToken.None).ConfigureAwait(false))
            await TryAsync(engine.Volumes.RemoveAsync(volume.Name, CancellationToken.None)).ConfigureAwait(false);
        var filters = EngineFilters.None.With("reference", FabricContainer.Repository);
        foreach (var image in await engine.Images.ListAsync(filters, CancellationToken.None).ConfigureAwait(false))
            await TryAsync(engine.Images.RemoveAsync(image.Id, CancellationToken.None)).ConfigureAwait(false);
    }

    private static async Task TryAsync(Task removal)
    {
        try
        {
            await removal.ConfigureAwait(false);
        }
        catch (DockerEngineException refusal) when (refusal.IsConflict || refusal.IsNotFound)
        {
            // Another emulator uses it.
        }
    }
}
