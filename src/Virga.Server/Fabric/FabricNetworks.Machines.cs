using System.Net;
using System.Net.NetworkInformation;
using Virga.Compute;
using Virga.Fabric.Agent;
using Virga.Fabric.Driver;
using Virga.Fabric.Protocol;
using Virga.Network;
using Virga.Network.Desired;

namespace Virga.Server.Fabric;

/// <content>Where machines are, and the ways to them from the host.</content>
internal sealed partial class FabricNetworks
{
    /// <summary>What was seen of an older start does not replace what is known of a newer one.</summary>
    private void Remember(MachineProcess process)
    {
        lock (gate)
        {
            if (processes.TryGetValue(process.InstanceId, out var known) && known.StartedAt > process.StartedAt) return;
            processes = processes.SetItem(process.InstanceId, process);
            var place = new GuestPlace($"/proc/{process.ProcessId}/ns/net")
            {
                ContainerId = process.ContainerId,
                Kind = process.HasTaps ? FabricAttachmentKind.Tap : FabricAttachmentKind.Container,
                Start = process.HasTaps ? process.StartedAt.UtcTicks : 0,
            };
            if (!places.TryGetValue(process.InstanceId, out var before) || before != place)
                places = places.SetItem(process.InstanceId, place);
        }
    }

    private static bool IsOf(FabricInterface item, MachineProcess process) => item.Attachment is { } place
        && place.InstanceId == process.InstanceId && place.ContainerId == process.ContainerId;

    private static bool IsCut(FabricFault fault) => fault.Text.EndsWith(TapReconciler.Cut, StringComparison.Ordinal);

    /// <summary>
    /// By the public address if there is one, as a client on the internet comes; else from inside the VPC. Unfiltered,
    /// it is the machine's own loopback, where no group decides.
    /// </summary>
    private FabricDial DialOf(FabricState state, string instanceId, int port, IPEndPoint client)
    {
        var refusal = $"{instanceId} is not plugged in";
        if (!options.IsSshFiltered)
        {
            var primary = NetworkWay.Primary(state, instanceId) ?? throw new IOException(refusal);
            return new(IPAddress.Loopback, port, client) { InsideInterfaceId = primary.Id };
        }

        return NetworkWay.To(state, instanceId) is var (address, vpc)
            ? new(address, port, client) { VpcId = vpc }
            : throw new IOException(refusal);
    }

    /// <summary>Lets a port of the host lead to one of an instance; null when the instance is not plugged in.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The host's port is taken.</exception>
    public async Task<PublishedPort?> OpenPortAsync(string instanceId, int port, int hostPort)
    {
        if (open is not { } fabric || NetworkWay.To(fabric.Applier.Last.State, instanceId) is null) return null;
        var made = published.Open(instanceId, port, hostPort);
        await fabric.Applier.ApplyAsync(CancellationToken.None).ConfigureAwait(false);
        return made;
    }

    /// <summary>Whether it was open; it is not any more.</summary>
    public async Task<bool> ClosePortAsync(string instanceId, int port)
    {
        if (!published.Close(instanceId, port)) return false;
        if (open is { } fabric) await fabric.Applier.ApplyAsync(CancellationToken.None).ConfigureAwait(false);
        return true;
    }

    public List<PublishedPort> PortsOf(string instanceId) => published.Of(instanceId);

    /// <summary>
    /// This process's network, where the engine's bridge is in it: then the agent may route it to public addresses, and
    /// finds the cables there that a hypervisor of this machine makes.
    /// </summary>
    private async Task<string> OwnNamespaceAsync(CancellationToken cancellation)
    {
        if (!OperatingSystem.IsLinux()) return "";
        var bridge = await container.BridgeAsync(cancellation).ConfigureAwait(false);
        return NetworkInterface.GetAllNetworkInterfaces()
            .Any(one => one.GetIPProperties().UnicastAddresses.Any(unicast => unicast.Address.Equals(bridge)))
            ? $"/proc/{Environment.ProcessId}/ns/net"
            : "";
    }
}
