using System.Net;
using System.Net.Sockets;
using System.Text;
using Virga.Fabric.Netlink;
using Virga.Fabric.Plan;
using Virga.Fabric.Protocol;
using Virga.Network;

namespace Virga.Fabric.Agent;

/// <summary>
/// Connects into the fabric on behalf of a client outside, with the client's own address as the source: a public
/// address is dialled from the edge and passes the internet gateway, a private one from inside its VPC.
/// </summary>
internal static class Dialler
{
    private const int IpLevel = 0;
    private const int IpTransparent = 19;
    private const int SocketLevel = 1;
    private const int SocketMark = 36;

    public static async Task RunAsync(NamespaceStore store, FabricState state, DialMessage dial, Tunnel tunnel)
    {
        await using (tunnel)
        {
            try
            {
                using var socket = await ConnectAsync(store, state, dial);
                await AnswerAsync(tunnel, "");
                await SocketBridge.RunAsync(socket, tunnel);
            }
            catch (Exception refusal) when (refusal is IOException or SocketException or ObjectDisposedException)
            {
                await AnswerAsync(tunnel, refusal.Message);
            }
        }
    }

    private static async Task<Socket> ConnectAsync(NamespaceStore store, FabricState state, DialMessage dial)
    {
        if (dial.InsideInterfaceId.Length > 0)
            return await ConnectInsideAsync(store, state, dial);
        var inside = Namespace(store, state, dial);
        var socket = await store.OpenSocketAsync(inside.Descriptor, dial.Address.AddressFamily, SocketType.Stream);
        try
        {
            socket.NoDelay = true;
            Pretend(socket, dial with { ClientAddress = ClientOf(state, dial) });
            await socket.ConnectAsync(new IPEndPoint(dial.Address, dial.Port));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<Socket> ConnectInsideAsync(NamespaceStore store, FabricState state, DialMessage dial)
    {
        var item = state.Interfaces.FirstOrDefault(item => item.Id == dial.InsideInterfaceId);
        var guest = item?.Attachment ?? throw new IOException($"{dial.InsideInterfaceId} is not plugged in");
        if (guest.Kind == FabricAttachmentKind.Tap)
            return await ConnectConsoleAsync(store, state, item, dial.Port);
        GuestProcess.Check(guest.NetworkNamespace, guest.ContainerId);
        using var inside = await store.OpenGuestAsync(guest.NetworkNamespace);
        var socket = await store.OpenSocketAsync(inside.Descriptor, dial.Address.AddressFamily, SocketType.Stream);
        try
        {
            socket.NoDelay = true;
            await socket.ConnectAsync(new IPEndPoint(dial.Address, dial.Port));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Nobody gets at a virtual machine's loopback: its router connects to it instead, past the groups.
    /// </summary>
    private static async Task<Socket> ConnectConsoleAsync(
        NamespaceStore store, FabricState state, FabricInterface item, int port)
    {
        var subnet = state.Subnets.First(subnet => subnet.Id == item.SubnetId);
        if (item.Ipv4Addresses.Count == 0 || subnet.Router is not { } router)
            throw new IOException($"{item.Id} has no IPv4 address");
        var vpc = state.Vpcs.First(vpc => vpc.Id == subnet.VpcId);
        var inside = store.All[PlanNames.Vpc(vpc.Index)];
        var socket = await store.OpenSocketAsync(inside.Descriptor, AddressFamily.InterNetwork, SocketType.Stream);
        try
        {
            socket.NoDelay = true;
            Mark(socket, PlanNames.ConsoleMark);
            socket.Bind(new IPEndPoint(router, 0));
            await socket.ConnectAsync(new IPEndPoint(item.Ipv4Addresses[0], port));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static IPAddress ClientOf(FabricState state, DialMessage dial) =>
        IPAddress.IsLoopback(dial.ClientAddress) ? state.Settings.LocalClient : dial.ClientAddress;

    private static NetworkNamespace Namespace(NamespaceStore store, FabricState state, DialMessage dial)
    {
        if (dial.VpcId.Length == 0)
            return store.All[PlanNames.Edge];
        var vpc = state.Vpcs.FirstOrDefault(item => item.Id == dial.VpcId)
            ?? throw new IOException($"the fabric has no {dial.VpcId}");
        return store.All[PlanNames.Vpc(vpc.Index)];
    }

    /// <summary>Needs CAP_NET_ADMIN; marked packets and their answers find the way by a rule of their own.</summary>
    private static unsafe void Pretend(Socket socket, DialMessage dial)
    {
        var descriptor = (int)socket.Handle;
        var on = 1;
        Mark(socket, PlanNames.DialMark);
        if (dial.ClientAddress.AddressFamily != dial.Address.AddressFamily)
            return;
        if (Native.SetOption(descriptor, IpLevel, IpTransparent, &on, sizeof(int)) != 0)
            throw Native.Failure("foreign source of a dialled connection");
        // The client's port is taken if it is free here; the address is what matters.
        try
        {
            socket.Bind(new IPEndPoint(dial.ClientAddress, dial.ClientPort));
        }
        catch (SocketException)
        {
            socket.Bind(new IPEndPoint(dial.ClientAddress, 0));
        }
    }

    private static unsafe void Mark(Socket socket, uint mark)
    {
        if (Native.SetOption((int)socket.Handle, SocketLevel, SocketMark, &mark, sizeof(uint)) != 0)
            throw Native.Failure("mark of a dialled connection");
    }

    private static Task AnswerAsync(Tunnel tunnel, string text) => tunnel.AnswerOpenAsync(Encoding.UTF8.GetBytes(text));
}
