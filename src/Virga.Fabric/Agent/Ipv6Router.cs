using System.Net;
using System.Net.Sockets;
using Virga.Fabric.Netlink;
using Virga.Fabric.Plan;
using Virga.Network;

namespace Virga.Fabric.Agent;

/// <summary>
/// What a subnet's router is to a virtual machine in IPv6: it announces itself as the way out, says that addresses are
/// had from it (RFC 4861, flags M and O, as on AWS), and gives them by DHCPv6. A socket pair a card, bound to its link,
/// so that who asks is a fact. A container's addresses are set in it, so it has none.
/// </summary>
internal sealed class Ipv6Router : IAsyncDisposable
{
    private const int ServerPort = 547, ClientPort = 546;
    private const int SocketLevel = 1, BindToDevice = 25;
    private const int Ipv6Level = 41, UnicastHops = 16, MulticastHops = 18;
    private const byte Solicitation = 133, Advertisement = 134;
    private const int LongestMessage = 2048;

    private static readonly IPAddress AllNodes = IPAddress.Parse("ff02::1");
    private static readonly IPAddress AllRouters = IPAddress.Parse("ff02::2");
    private static readonly IPAddress AllServers = IPAddress.Parse("ff02::1:2");

    /// <summary>Half of the time for which a guest keeps a router that it hears no more of.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Type, code, checksum (the kernel's), hop limit 64, flags M and O, lifetime 1800 s, nothing about reachability.
    /// No prefix is on the link: everybody else is behind the router, which keeps groups and ACLs in force.
    /// </summary>
    private static readonly byte[] Announcement =
        [Advertisement, 0, 0, 0, 64, 0xc0, 0x07, 0x08, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly Socket neighbours;
    private readonly Socket addresses;
    private readonly int link;
    private readonly Func<byte[], byte[]?> answer;
    private readonly CancellationTokenSource closing = new();
    private readonly Task[] loops;

    private Ipv6Router(
        Socket neighbours, Socket addresses, int link, Func<byte[], byte[]?> answer, TimeProvider time)
    {
        this.neighbours = neighbours;
        this.addresses = addresses;
        this.link = link;
        this.answer = answer;
        loops = [AnnounceAsync(time), HearAsync(), GiveAsync()];
    }

    /// <param name="store">Where namespaces are.</param>
    /// <param name="inside">The VPC's.</param>
    /// <param name="item">The card's interface.</param>
    /// <param name="answer">Answers a message of DHCPv6.</param>
    /// <param name="time">Tells when to announce again.</param>
    public static async Task<Ipv6Router> StartAsync(
        NamespaceStore store, NetworkNamespace inside, FabricInterface item, Func<byte[], byte[]?> answer,
        TimeProvider time)
    {
        var name = PlanNames.Interface(item.Index);
        var link = inside.Routes.FindIndex(name);
        var neighbours = await store.OpenSocketAsync(
            inside.Descriptor, AddressFamily.InterNetworkV6, SocketType.Raw, ProtocolType.IcmpV6);
        var addresses = await store.OpenSocketAsync(
            inside.Descriptor, AddressFamily.InterNetworkV6, SocketType.Dgram);
        try
        {
            // A neighbour that is further away than the link is none (RFC 4861, section 6.1).
            neighbours.SetRawSocketOption(Ipv6Level, MulticastHops, BitConverter.GetBytes(255));
            neighbours.SetRawSocketOption(Ipv6Level, UnicastHops, BitConverter.GetBytes(255));
            // The kernel has given the link an address of its own too, which may change.
            var own = new IPAddress(PlanNames.FarEnd6.GetAddressBytes(), link);
            Bind(neighbours, name, link, new(own, 0), AllRouters);
            addresses.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.IPv6Only, true);
            Bind(addresses, name, link, new(IPAddress.IPv6Any, ServerPort), AllServers);
            return new(neighbours, addresses, link, answer, time);
        }
        catch
        {
            neighbours.Dispose();
            addresses.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        neighbours.Dispose();
        addresses.Dispose();
        await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        closing.Dispose();
    }

    private static void Bind(Socket socket, string name, int link, IPEndPoint own, IPAddress group)
    {
        socket.SetRawSocketOption(SocketLevel, BindToDevice, System.Text.Encoding.ASCII.GetBytes(name + "\0"));
        socket.Bind(own);
        socket.SetSocketOption(
            SocketOptionLevel.IPv6, SocketOptionName.AddMembership, new IPv6MulticastOption(group, link));
    }

    private async Task AnnounceAsync(TimeProvider time)
    {
        while (!closing.IsCancellationRequested)
        {
            await TryAsync(SayAsync);
            await Task.Delay(Interval, time, closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>To all nodes of the link, of which there is one.</summary>
    private async Task SayAsync() => await neighbours.SendToAsync(
        Announcement, SocketFlags.None, new IPEndPoint(new IPAddress(AllNodes.GetAddressBytes(), link), 0),
        closing.Token);

    private async Task HearAsync()
    {
        var buffer = new byte[LongestMessage];
        while (!closing.IsCancellationRequested)
        {
            await TryAsync(async () =>
            {
                var heard = await neighbours.ReceiveFromAsync(
                    buffer, SocketFlags.None, new IPEndPoint(IPAddress.IPv6Any, 0), closing.Token);
                if (heard.ReceivedBytes > 0 && buffer[0] == Solicitation) await SayAsync();
            });
        }
    }

    private async Task GiveAsync()
    {
        var buffer = new byte[LongestMessage];
        while (!closing.IsCancellationRequested)
        {
            await TryAsync(async () =>
            {
                var asked = await addresses.ReceiveFromAsync(
                    buffer, SocketFlags.None, new IPEndPoint(IPAddress.IPv6Any, 0), closing.Token);
                var client = (IPEndPoint)asked.RemoteEndPoint;
                if (client.Port == ClientPort && client.Address.IsIPv6LinkLocal
                    && answer(buffer[..asked.ReceivedBytes]) is { } reply)
                    await addresses.SendToAsync(reply, SocketFlags.None, client, closing.Token);
            });
        }
    }

    /// <summary>A link that goes takes a message with it; the next one tells.</summary>
    private async Task TryAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            if (end is SocketException)
                await Task.Delay(100, closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
