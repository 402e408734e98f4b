using System.Net;
using Virga.Compute;
using Virga.Docker.Engine;
using Virga.Docker.Engine.Model;
using Virga.Docker.Ssh;

namespace Virga.Docker.Backend;

/// <summary>
/// How containers get their network: made without one and plugged into the fabric, or on the engine's bridge where
/// there is no fabric. A container keeps the way that it was made for.
/// </summary>
internal sealed class DockerNetworks(
    DockerEngine engine, IMachineNetworks networks, HostPorts ports, SshDoor door, DockerSettings settings)
{
    private const int SshPort = 22;

    private const string None = "none";

    /// <summary>The primary interface is plugged last, so the init waits for all by waiting for that one.</summary>
    private const int Cables = 1;

    private const string Bridge = "bridge";

    private readonly GuestResolvers resolvers = new(engine);

    /// <summary>What a new container is made with.</summary>
    /// <exception cref="MachineException">Real networks are insisted on and do not work here.</exception>
    public async Task<ContainerNetwork> OfAsync(Machine machine, CancellationToken cancellation)
    {
        var way = await networks.BeginAsync(cancellation).ConfigureAwait(false);
        if (!way.IsReal) return new(new() { NetworkMode = Bridge }, Interfaces: 0);
        var host = new HostConfig
        {
            NetworkMode = None,
            Dns = machine.Resolvers.Addresses,
            DnsSearch = machine.Resolvers.SearchDomains,
        };
        return new(host, Cables);
    }

    /// <summary>How many interfaces the init of a container waits for.</summary>
    public static int InterfacesOf(ContainerInspection container) =>
        container.HostConfig?.NetworkMode == None ? Cables : 0;

    /// <summary>Sees to it that a running container has its network, and opens the way to it.</summary>
    public async Task<MachineFacts> ConnectAsync(
        Machine machine, ContainerInspection seen, CancellationToken cancellation)
    {
        var isReal = seen.HostConfig?.NetworkMode == None;
        var way = await WayAsync(isReal, cancellation).ConfigureAwait(false);
        if (isReal)
        {
            // Before its network, so that nothing asks a resolver that is not the right one.
            way = await resolvers.TellAsync(machine.InstanceId, machine.Resolvers, seen, cancellation)
                .ConfigureAwait(false) ?? way;
            await networks.PlugAsync(ProcessOf(machine.InstanceId, seen), cancellation).ConfigureAwait(false);
        }

        var address = isReal ? null : seen.NetworkSettings?.Networks?.GetValueOrDefault(Bridge)?.IPAddress;
        MachineDial? dial =
            isReal ? (client, token) => networks.DialAsync(machine.InstanceId, SshPort, client, token)
            : IPAddress.TryParse(address, out var target) ? HostPorts.To(new(target, SshPort))
            : null;
        var port = ports.Open(machine.InstanceId, door.Of(machine.InstanceId, dial));
        return new()
        {
            HostId = seen.Id,
            Address = address,
            SshEndpoint = port is null ? null : $"127.0.0.1:{port}",
            Limitation = port is null ? $"{way} {ports.NoneFree}".TrimStart() : way,
        };
    }

    /// <summary>The processes of an instance ended.</summary>
    public void Ended(string instanceId)
    {
        ports.Close(instanceId);
        resolvers.Forget(instanceId);
        networks.Unplug(instanceId);
    }

    /// <summary>Nothing of this emulator's is left on the engine.</summary>
    public Task RemoveAsync(CancellationToken cancellation) => networks.RemoveAsync(cancellation);

    /// <summary>
    /// A container of ours started or ended without being asked to. What it is now counts, not what happened.
    /// </summary>
    public async Task LookAsync(string instanceId, CancellationToken cancellation)
    {
        try
        {
            var seen = await engine.Containers
                .InspectAsync(DockerLabels.NameOf(instanceId), cancellation).ConfigureAwait(false);
            if (seen.HostConfig?.NetworkMode != None) return;
            if (seen.State.Running)
            {
                await resolvers.TellAsync(instanceId, wanted: null, seen, cancellation).ConfigureAwait(false);
                await networks.PlugAsync(ProcessOf(instanceId, seen), cancellation).ConfigureAwait(false);
            }
            else networks.Unplug(instanceId);
        }
        catch (DockerEngineException gone) when (gone.IsNotFound)
        {
            networks.Unplug(instanceId);
        }
    }

    /// <summary>What does not hold for a running container, in a sentence.</summary>
    private async Task<string?> WayAsync(bool isReal, CancellationToken cancellation)
    {
        try
        {
            var way = await networks.BeginAsync(cancellation).ConfigureAwait(false);
            return isReal || !way.IsReal
                ? way.Limitation
                : "The machine was made on the engine's bridge and stays there: its private address, routes and "
                  + "security groups are not real.";
        }
        catch (MachineException refusal)
        {
            // The machine is there already: it may have what is missing again later.
            throw new IOException(refusal.Message, refusal);
        }
    }

    /// <summary>The containers that have, or wait for, a cable.</summary>
    public async Task<IReadOnlyList<MachineProcess>> RunningAsync(CancellationToken cancellation)
    {
        var ours = EngineFilters.Label($"{DockerLabels.Home}={settings.Home}");
        var running = new List<MachineProcess>();
        foreach (var one in await engine.Containers.ListAsync(ours, cancellation).ConfigureAwait(false))
        {
            if (one.State != "running" || one.Labels?.GetValueOrDefault(DockerLabels.Instance) is not { } instance)
                continue;
            try
            {
                var seen = await engine.Containers.InspectAsync(one.Id, cancellation).ConfigureAwait(false);
                if (seen.State.Running && seen.HostConfig?.NetworkMode == None)
                    running.Add(ProcessOf(instance, seen));
            }
            catch (DockerEngineException gone) when (gone.IsNotFound)
            {
                // It ended meanwhile.
            }
        }

        return running;
    }

    private static MachineProcess ProcessOf(string instanceId, ContainerInspection seen) =>
        new(instanceId, seen.Id, seen.State.Pid, seen.State.StartedAt);
}

/// <summary>The network of a new container.</summary>
/// <param name="Host">Mode and DNS.</param>
/// <param name="Interfaces">How many interfaces its init waits for.</param>
internal sealed record ContainerNetwork(HostConfig Host, int Interfaces);
