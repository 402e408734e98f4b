using Virga.Compute;
using Virga.Docker.Backend;
using Virga.Docker.Engine;
using Virga.Docker.Engine.Model;

namespace Virga.Docker.Devices;

/// <summary>
/// What becomes of volumes when machines are made, started, changed and stopped: block devices where this host can make
/// them, else nothing but a word about it.
/// </summary>
/// <param name="engine">Where the containers are.</param>
/// <param name="devices">Null where the host makes no block devices.</param>
internal sealed class DockerVolumes(DockerEngine engine, BlockDevices? devices)
{
    private const string Missing = "Its volumes are no devices in it, since this host cannot make them (see the health "
        + "of the disks).";

    /// <summary>What a container needs in order that volumes can be attached to it, now or later.</summary>
    public async Task<ContainerSpec> PrepareAsync(
        ContainerSpec spec, string instanceId, CancellationToken cancellation) => devices is null
        ? spec
        : await devices.PrepareAsync(spec, instanceId, cancellation).ConfigureAwait(false);

    /// <summary>Before a container starts.</summary>
    public async Task StartingAsync(Machine machine, string container, CancellationToken cancellation)
    {
        if (devices is null) return;
        var range = await RangeOfAsync(container, cancellation).ConfigureAwait(false);
        await devices.StartingAsync(machine, container, range, cancellation).ConfigureAwait(false);
    }

    /// <summary>Brings the devices of a running container to what they should be, and says what came of it.</summary>
    public async Task<MachineFacts> UpdateAsync(Machine machine, MachineFacts facts, CancellationToken cancellation)
    {
        var range = devices is null ? null : await RangeOfAsync(facts.HostId!, cancellation).ConfigureAwait(false);
        if (range is null)
            return machine.Volumes.Any(volume => !volume.IsRoot)
                ? facts with { Limitation = $"{facts.Limitation} {Missing}".Trim() }
                : facts;
        var (held, refused) = await devices!.UpdateAsync(machine, facts.HostId!, range, cancellation)
            .ConfigureAwait(false);
        return facts with { HeldVolumeIds = held, RefusedVolumeIds = refused };
    }

    /// <summary>The container does not run, or is gone: nothing of it holds a device.</summary>
    public void Stopped(string instanceId)
    {
        if (devices is not null) BlockDevices.Stopped(instanceId);
    }

    /// <summary>Frees what instances held that are gone.</summary>
    public void Sweep(Func<IReadOnlySet<string>> wanted) => devices?.Sweep(wanted);

    /// <summary>
    /// Has what the guest wrote reach its volumes, and lets it write nothing until the work is done.
    /// </summary>
    public async Task HoldAsync(string instanceId, Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        var container = DockerLabels.NameOf(instanceId);
        var isHeld = await TryPauseAsync(container, cancellation).ConfigureAwait(false);
        try
        {
            if (devices is not null) BlockDevices.Flush(instanceId);
            await work(cancellation).ConfigureAwait(false);
        }
        finally
        {
            if (isHeld) await engine.Containers.ResumeAsync(container, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task<bool> TryPauseAsync(string container, CancellationToken cancellation)
    {
        try
        {
            await engine.Containers.PauseAsync(container, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (DockerEngineException failure) when (failure.IsNotFound || failure.IsConflict)
        {
            // It does not run.
            return false;
        }
    }

    private async Task<DeviceRange?> RangeOfAsync(string container, CancellationToken cancellation)
    {
        var seen = await engine.Containers.InspectAsync(container, cancellation).ConfigureAwait(false);
        return DeviceRange.Parse(seen.Config?.Labels?.GetValueOrDefault(DockerLabels.Devices));
    }
}
