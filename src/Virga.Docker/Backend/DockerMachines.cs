using Virga.Compute;
using Virga.Docker.Devices;
using Virga.Docker.Engine;
using Virga.Docker.Engine.Model;
using Virga.Docker.Init;

namespace Virga.Docker.Backend;

/// <summary>One container for each instance: made, started, stopped, removed, as the instance wants.</summary>
internal sealed class DockerMachines(
    DockerEngine engine, GuestInit init, DockerImages images, DockerNetworks networks, DockerSettings settings,
    DockerVolumes volumes)
{
    private readonly GuestLaunch launch = new(engine, settings);

    /// <summary>
    /// What an orderly shutdown may take before the processes are killed; the init allows itself less.
    /// </summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <exception cref="MachineException">It cannot be.</exception>
    public async Task<MachineFacts> ConvergeAsync(Machine machine, CancellationToken cancellation)
    {
        var container = await FindAsync(machine.InstanceId, cancellation).ConfigureAwait(false);
        var isOurs = container is null
            || container.Config?.Labels?.GetValueOrDefault(DockerLabels.Home) == settings.Home;
        switch (machine.Desired)
        {
            case Power.Terminated:
                await RemoveAsync(isOurs ? container?.Id : null, machine.InstanceId, cancellation)
                    .ConfigureAwait(false);
                return new();
            case var _ when !isOurs:
                throw new MachineException("Server.InternalError",
                    $"The name {DockerLabels.NameOf(machine.InstanceId)} is taken by a container that is not of this "
                    + "emulator.");
            case Power.Stopped:
                if (container is not null) await StopAsync(machine, container, cancellation).ConfigureAwait(false);
                networks.Ended(machine.InstanceId);
                volumes.Stopped(machine.InstanceId);
                return new() { HostId = container?.Id };
            default:
                return await RunAsync(machine, container, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Another container in the place of an instance's: of another image, with the same name, interfaces and volumes.
    /// </summary>
    /// <exception cref="MachineException">There is no such image, and the container is as it was; or it does not
    /// run.</exception>
    public async Task<MachineFacts> ReplaceRootAsync(Machine machine, CancellationToken cancellation)
    {
        await images.EnsureAsync(machine.Image, cancellation).ConfigureAwait(false);
        if (await FindAsync(machine.InstanceId, cancellation).ConfigureAwait(false) is { } container)
        {
            if (container.Config?.Labels?.GetValueOrDefault(DockerLabels.Home) != settings.Home)
                throw new MachineException(
                    "Server.InternalError", $"The container of {machine.InstanceId} is not of this emulator.");
            await StopAsync(machine, container, cancellation).ConfigureAwait(false);
            await RemoveAsync(container.Id, machine.InstanceId, cancellation).ConfigureAwait(false);
        }

        return await RunAsync(machine, container: null, cancellation).ConfigureAwait(false);
    }

    /// <summary>Removes a container, its cables, and the port that leads to it.</summary>
    public async Task RemoveAsync(string? container, string? instanceId, CancellationToken cancellation)
    {
        try
        {
            if (container is not null)
                await engine.Containers.RemoveAsync(container, cancellation).ConfigureAwait(false);
        }
        catch (DockerEngineException exception) when (exception.IsNotFound || exception.IsConflict)
        {
            // Gone already, or just being removed.
        }

        if (instanceId is null) return;
        networks.Ended(instanceId);
        volumes.Stopped(instanceId);
    }

    private async Task<MachineFacts> RunAsync(
        Machine machine, ContainerInspection? container, CancellationToken cancellation)
    {
        if (container is null && !machine.IsFirstBoot)
            throw new MachineException("Server.InternalError",
                $"The container {DockerLabels.NameOf(machine.InstanceId)} was removed, and its disk with it.")
            {
                IsLost = true,
            };
        var id = container?.Id ?? await CreateAsync(machine, cancellation).ConfigureAwait(false);
        var isRunning = container is { State.Running: true };
        if (container is { State.Paused: true })
            await engine.Containers.ResumeAsync(id, cancellation).ConfigureAwait(false);
        if (!isRunning) await volumes.StartingAsync(machine, id, cancellation).ConfigureAwait(false);
        if (isRunning && machine.NeedsBoot && !machine.IsFirstBoot)
            await engine.Containers.RestartAsync(id, Grace, cancellation).ConfigureAwait(false);
        else if (!isRunning)
        {
            if (container is not null) await RefreshAsync(machine, container, cancellation).ConfigureAwait(false);
            await engine.Containers.StartAsync(id, cancellation).ConfigureAwait(false);
        }

        var facts = await FactsAsync(machine, id, cancellation).ConfigureAwait(false);
        return await volumes.UpdateAsync(machine, facts, cancellation).ConfigureAwait(false);
    }

    private async Task<string> CreateAsync(Machine machine, CancellationToken cancellation)
    {
        var image = await images.EnsureAsync(machine.Image, cancellation).ConfigureAwait(false);
        var mount = await MountAsync(cancellation).ConfigureAwait(false);
        var boot = await images.BootOfAsync(image, cancellation).ConfigureAwait(false);
        var network = await networks.OfAsync(machine, cancellation).ConfigureAwait(false);
        var parameters = launch.ParametersOf(machine, boot, network.Interfaces);
        var spec = GuestInit.Machine(
            ContainerFlags.Apply(SpecOf(machine, image, network.Host), machine, settings), parameters, mount);
        spec = await volumes.PrepareAsync(spec, machine.InstanceId, cancellation).ConfigureAwait(false);
        var id = await engine.Containers
            .CreateAsync(DockerLabels.NameOf(machine.InstanceId), spec, cancellation).ConfigureAwait(false);
        await launch.DeliverAsync(id, parameters, cancellation).ConfigureAwait(false);
        return id;
    }

    private async Task RefreshAsync(Machine machine, ContainerInspection container, CancellationToken cancellation)
    {
        var boot = await images.BootOfAsync(container.Image ?? machine.Image, cancellation).ConfigureAwait(false);
        var parameters = launch.ParametersOf(machine, boot, DockerNetworks.InterfacesOf(container));
        await launch.RefreshAsync(container, parameters, cancellation).ConfigureAwait(false);
    }

    private async Task<Mount> MountAsync(CancellationToken cancellation)
    {
        try
        {
            return await init.EnsureAsync(cancellation).ConfigureAwait(false);
        }
        catch (InvalidOperationException exception)
        {
            throw new MachineException("Server.InternalError", exception.Message, exception);
        }
    }

    private ContainerSpec SpecOf(Machine machine, string image, HostConfig host) => new()
    {
        Image = image,
        Labels = new Dictionary<string, string>
        {
            [DockerLabels.Instance] = machine.InstanceId,
            [DockerLabels.Home] = settings.Home,
            [DockerLabels.Account] = machine.Scope.Account,
            [DockerLabels.Region] = machine.Scope.Region,
            [DockerLabels.Image] = machine.ImageId,
        },
        HostConfig = host,
    };

    private async Task StopAsync(Machine machine, ContainerInspection container, CancellationToken cancellation)
    {
        if (!container.State.Running) return;
        var grace = machine.IsStopForced ? TimeSpan.Zero : Grace;
        await engine.Containers.StopAsync(container.Id, grace, cancellation).ConfigureAwait(false);
    }

    private async Task<MachineFacts> FactsAsync(Machine machine, string container, CancellationToken cancellation)
    {
        var seen = await engine.Containers.InspectAsync(container, cancellation).ConfigureAwait(false);
        if (!seen.State.Running)
            throw new MachineException("Server.InternalError",
                $"The container ended at once with status {seen.State.ExitCode}. {seen.State.Error}".TrimEnd());
        return await networks.ConnectAsync(machine, seen, cancellation).ConfigureAwait(false);
    }

    private async Task<ContainerInspection?> FindAsync(string instanceId, CancellationToken cancellation)
    {
        try
        {
            return await engine.Containers
                .InspectAsync(DockerLabels.NameOf(instanceId), cancellation).ConfigureAwait(false);
        }
        catch (DockerEngineException exception) when (exception.IsNotFound)
        {
            return null;
        }
    }
}
