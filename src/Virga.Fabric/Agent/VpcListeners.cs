using System.Net;
using System.Net.Sockets;
using Virga.Fabric.Netlink;
using Virga.Fabric.Plan;
using Virga.Fabric.Protocol;
using Virga.Network;

namespace Virga.Fabric.Agent;

/// <summary>
/// What each VPC answers itself: the resolver, the clock, and connections for the emulator. A listener a (VPC, address,
/// port), since an answer must come from the address that was asked.
/// </summary>
internal sealed class VpcListeners(NamespaceStore store, GuestConnections connections, TimeProvider time)
    : IAsyncDisposable
{
    private readonly Dictionary<ServiceKey, IAsyncDisposable> listeners = [];
    private volatile FabricIndex index = new(FabricState.Empty);

    public async Task<ValueList<FabricFault>> ApplyAsync(FabricIndex desired)
    {
        index = desired;
        var faults = new FaultList();
        // A namespace without filters has no addresses yet; that is reported already.
        var wanted = desired.State.Vpcs
            .Where(vpc => store.All.TryGetValue(PlanNames.Vpc(vpc.Index), out var inside) && inside.IsFiltered)
            .SelectMany(vpc => Wanted(desired, vpc))
            .Where(HasLink)
            .ToHashSet();
        foreach (var gone in listeners.Keys.Where(key => !wanted.Contains(key)).ToList())
        {
            listeners.Remove(gone, out var listener);
            await listener!.DisposeAsync();
        }

        foreach (var key in wanted.Where(key => !listeners.ContainsKey(key)))
        {
            try
            {
                listeners[key] = await StartAsync(desired, key);
            }
            catch (Exception refusal) when (refusal is IOException or SocketException)
            {
                faults.Add(key.VpcId, $"{key.Kind} at {key.Address}: {refusal.Message}");
            }
        }

        return faults.ToValueList();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in listeners.Values)
            await listener.DisposeAsync();
        listeners.Clear();
    }

    private static IEnumerable<ServiceKey> Wanted(FabricIndex index, FabricVpc vpc)
    {
        var hasIpv6 = vpc.Ipv6Cidrs.Count > 0;
        yield return new ServiceKey(vpc.Id, vpc.Index, ServiceKind.Metadata, ServiceAddresses.Metadata, 80);
        yield return new ServiceKey(vpc.Id, vpc.Index, ServiceKind.Time, ServiceAddresses.Time, 123);
        if (hasIpv6)
        {
            yield return new ServiceKey(vpc.Id, vpc.Index, ServiceKind.Metadata, ServiceAddresses.Ipv6Metadata, 80);
            yield return new ServiceKey(vpc.Id, vpc.Index, ServiceKind.Time, ServiceAddresses.Ipv6Time, 123);
        }

        if (index.InterfacesByVpc[vpc.Id].Any(item => item.Attachment?.Kind == FabricAttachmentKind.Tap))
            yield return new ServiceKey(vpc.Id, vpc.Index, ServiceKind.Addresses, IPAddress.Any, DhcpServer.Port);
        foreach (var item in index.InterfacesByVpc[vpc.Id].Where(item => hasIpv6 && IsRoutedTo(index, item)))
            yield return new ServiceKey(vpc.Id, vpc.Index, ServiceKind.Router, IPAddress.IPv6Any, 0)
            {
                InterfaceId = item.Id,
                Link = PlanNames.Interface(item.Index),
                Start = item.Attachment!.Start,
            };
        foreach (var port in index.State.Settings.EndpointPorts)
            yield return new ServiceKey(vpc.Id, vpc.Index, ServiceKind.Endpoint, ServiceAddresses.Endpoint, port);
        if (!vpc.Dns.IsResolverEnabled)
            yield break;
        IEnumerable<IPAddress> resolvers = hasIpv6
            ? [vpc.Resolver, ServiceAddresses.Resolver, ServiceAddresses.Ipv6Resolver]
            : [vpc.Resolver, ServiceAddresses.Resolver];
        foreach (var address in resolvers)
        {
            yield return new ServiceKey(vpc.Id, vpc.Index, ServiceKind.Resolver, address, 53);
            yield return new ServiceKey(vpc.Id, vpc.Index, ServiceKind.ResolverTcp, address, 53);
        }
    }

    /// <summary>A virtual machine in a subnet that has IPv6.</summary>
    private static bool IsRoutedTo(FabricIndex index, FabricInterface item) =>
        item.Attachment?.Kind == FabricAttachmentKind.Tap && index.HasCable(item)
        && index.Subnets[item.SubnetId].Ipv6Cidr is not null;

    /// <summary>A card that has no cable is a fault of its own, and reported as that.</summary>
    private bool HasLink(ServiceKey key) => key.Link.Length == 0
        || store.All[PlanNames.Vpc(key.VpcIndex)].Routes.Find(key.Link) is not null;

    private async Task<IAsyncDisposable> StartAsync(FabricIndex desired, ServiceKey key)
    {
        var inside = store.All[PlanNames.Vpc(key.VpcIndex)];
        if (key.Kind == ServiceKind.Router)
            return await Ipv6Router.StartAsync(
                store, inside, desired.Interfaces[key.InterfaceId], query => GiveAddresses(key, query), time);
        var isStream = key.Kind is ServiceKind.Metadata or ServiceKind.Endpoint or ServiceKind.ResolverTcp;
        var socket = await store.OpenSocketAsync(
            inside.Descriptor, key.Address.AddressFamily, isStream ? SocketType.Stream : SocketType.Dgram);
        try
        {
            if (isStream || key.Kind == ServiceKind.Addresses)
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(key.Address, key.Port));
            return key.Kind switch
            {
                ServiceKind.Resolver => new DatagramListener(socket, query => Resolve(key, query)),
                ServiceKind.Time => new DatagramListener(
                    socket, query => Task.FromResult(NetworkTime.Answer(query, time))),
                ServiceKind.Addresses => new DatagramListener(
                    socket, query => DhcpServer.AnswerAsync(store, inside.Descriptor, index, key.VpcId, query)),
                ServiceKind.ResolverTcp => new StreamListener(
                    socket, guest => DnsOverTcp.RunAsync(guest, query => Resolve(key, query))),
                _ => new StreamListener(socket, guest => ConnectAsync(key, guest)),
            };
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private byte[]? GiveAddresses(ServiceKey key, byte[] query) =>
        index.Interfaces.TryGetValue(key.InterfaceId, out var item) && index.Vpcs.TryGetValue(key.VpcId, out var vpc)
            ? Dhcp6Message.Parse(query)?.Answer(item, vpc)
            : null;

    private Task<byte[]?> Resolve(ServiceKey key, byte[] query) => Resolver.AnswerAsync(index, key.VpcId, query);

    /// <summary>The kernel has checked that the source is the interface's; nobody else can be who he is not.</summary>
    private async Task ConnectAsync(ServiceKey key, Socket guest)
    {
        var remote = (IPEndPoint)guest.RemoteEndPoint!;
        if (index.Owner(key.VpcId, remote.Address) is not { } owner)
            return;
        var kind = key.Kind == ServiceKind.Metadata ? GuestConnectionKind.Metadata : GuestConnectionKind.Endpoint;
        await connections.RunAsync(
            guest, new GuestConnectionMessage(kind, key.VpcId, owner.Id, remote.Address, remote.Port, key.Port));
    }
}

/// <summary>One listener.</summary>
internal sealed record ServiceKey(string VpcId, int VpcIndex, ServiceKind Kind, IPAddress Address, int Port)
{
    /// <summary>The only interface that it serves; empty for all.</summary>
    public string InterfaceId { get; init; } = "";

    /// <summary>That interface's link, which another start of its machine makes anew.</summary>
    public string Link { get; init; } = "";

    public long Start { get; init; }
}

/// <summary>The kinds of listener.</summary>
internal enum ServiceKind
{
    Metadata,
    Endpoint,
    Resolver,
    ResolverTcp,
    Time,

    /// <summary>DHCP, for virtual machines.</summary>
    Addresses,

    /// <summary>IPv6 of one virtual machine.</summary>
    Router,
}
