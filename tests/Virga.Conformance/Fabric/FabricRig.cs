using System.Net;
using Virga.Fabric.Agent;
using Virga.Fabric.Driver;
using Virga.Fabric.Netlink;
using Virga.Fabric.Nftables;
using Virga.Fabric.Plan;
using Virga.Fabric.Protocol;
using Virga.Network;
using Virga.Network.Flows;
using Virga.Tests.Network;
using Xunit;

namespace Virga.Conformance.Fabric;

/// <summary>
/// A fabric of real namespaces, links and rules, with guests and an outside world, all in namespaces that the test made
/// and that end with it. Needs root on Linux and libnftables.
/// </summary>
internal sealed class FabricRig : IAsyncDisposable, IFabricListener
{
    private readonly NamespaceThread thread = new();
    private readonly List<Guest> guests = [];
    private readonly string directory = Directory.CreateTempSubdirectory("virga-fabric-").FullName;

    private FabricRig() => Driver = null!;

    public IFabricDriver Driver { get; private set; }

    public Topology Topology { get; } = new();

    public string StateDirectory => directory;

    public Func<FabricConnection, Task> Serve { get; set; } = _ => Task.CompletedTask;

    public List<string> Losses { get; } = [];

    public TaskCompletionSource<ValueList<FabricFault>> Restoration { get; } = new();

    /// <summary>The next answer about flows.</summary>
    public TaskCompletionSource<ValueList<FlowCount>> Counts { get; set; } = new();

    public static async Task<FabricRig> StartAsync(Func<string, IFabricTransport>? transport = null)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            Assert.Skip("real networks need root on Linux");
        var rig = new FabricRig();
        var way = transport?.Invoke(rig.directory) ?? new InProcessTransport(
            new FabricAgentOptions { StateDirectory = rig.directory, HasOwnEdge = true }, TimeProvider.System);
        rig.Driver = new VpcFabric(way, rig, TimeProvider.System);
        var capabilities = await rig.Driver.ProbeAsync(TestContext.Current.CancellationToken);
        if (!capabilities.IsEnforcing)
        {
            await rig.DisposeAsync();
            Assert.Skip("no fabric here: " + string.Join("; ", capabilities.Off));
        }

        return rig;
    }

    /// <summary>Puts the topology in force and insists that all of it is.</summary>
    public async Task ApplyAsync()
    {
        var faults = await Driver.ApplyAsync(Topology.State, TestContext.Current.CancellationToken);
        Assert.Empty(faults);
    }

    /// <summary>An interface with a guest at its end, that serves ports 22, 80 and 8000.</summary>
    public async Task<Guest> GuestAsync(string id, string subnet, string address, params string[] groups)
    {
        var guest = await Guest.StartAsync(id, thread);
        guests.Add(guest);
        Topology.Interface(id, subnet, address, groups).Attach(id, guest.Path);
        await guest.ListenAsync(22, 80, 8000);
        return guest;
    }

    public async Task<Guest> EmptyGuestAsync(string name)
    {
        var guest = await Guest.StartAsync(name, thread);
        guests.Add(guest);
        return guest;
    }

    public Guest OpenGuest(string name, string path)
    {
        var guest = Guest.Open(name, thread, path);
        guests.Add(guest);
        return guest;
    }

    /// <summary>
    /// A machine on the other side of the uplink, 192.0.2.1, that routes the public pool to the fabric.
    /// </summary>
    public async Task<Guest> WorldAsync()
    {
        var world = await EmptyGuestAsync("world");
        var edge = Native.Open(Path.Combine(directory, "netns", PlanNames.Edge), Native.CloseOnExec);
        using var inside = new RouteSocket(
            await thread.Run(edge, RouteSocket.Open), new byte[RouteSocket.BufferLength]);
        using var outside = await world.RoutesAsync();
        inside.Request(
            RouteCommands.AddVeth(
                new VethRequest("up0", "", 0, 1500, "eth0", "02:57:00:00:00:01", world.Descriptor)),
            "uplink");
        Configure(inside, "up0", "192.0.2.2", "192.0.2.1");
        Configure(outside, "eth0", "192.0.2.1", "192.0.2.2");
        Configure(inside, "up0", "2001:db8:ffff::2", "2001:db8:ffff::1");
        Configure(outside, "eth0", "2001:db8:ffff::1", "2001:db8:ffff::2");
        var index = inside.FindIndex("up0");
        inside.Request(RouteCommands.Configure(index, answersForOthers: false), "uplink settings");
        _ = Native.Close(edge);
        await world.ListenAsync(22, 80, 8000);
        return world;
    }

    /// <summary>What an administrator does inside a NAT instance: forwarding, and a masquerade.</summary>
    public async Task MakeNatInstanceAsync(Guest guest)
    {
        using var routes = await guest.RoutesAsync();
        routes.Request(RouteCommands.Configure(routes.FindIndex("eth0"), answersForOthers: false), "forwarding");
        using var nft = new NftContext(await thread.Run(guest.Descriptor, NftContext.Open));
        nft.Run("""
            table ip nat {
              chain post {
                type nat hook postrouting priority srcnat;
                oifname "eth0" masquerade
              }
            }

            """);
    }

    /// <summary>Takes a link away behind the fabric's back.</summary>
    public async Task BreakAsync(string inside, string link)
    {
        var descriptor = Native.Open(Path.Combine(directory, "netns", inside), Native.CloseOnExec);
        using var routes = new RouteSocket(
            await thread.Run(descriptor, RouteSocket.Open), new byte[RouteSocket.BufferLength]);
        routes.Request(RouteCommands.RemoveLink(link), link);
        _ = Native.Close(descriptor);
    }

    public async ValueTask DisposeAsync()
    {
        await Driver.DisposeAsync();
        guests.ForEach(guest => guest.Dispose());
        var mounts = Path.Combine(directory, "netns");
        foreach (var path in Directory.Exists(mounts) ? Directory.GetFiles(mounts) : [])
            _ = Native.Unmount(path, Native.DetachMount);
        Directory.Delete(directory, recursive: true);
        thread.Dispose();
    }

    Task IFabricListener.ServeAsync(FabricConnection connection) => Serve(connection);

    void IFabricListener.Lost(string reason) => Losses.Add(reason);

    void IFabricListener.Counted(ValueList<FlowCount> counts) => Counts.TrySetResult(counts);

    void IFabricListener.Restored(ValueList<FabricFault> faults) => Restoration.TrySetResult(faults);

    private static void Configure(RouteSocket socket, string link, string address, string router)
    {
        var index = socket.FindIndex(link);
        var isIpv6 = address.Contains(':', StringComparison.Ordinal);
        var own = new AddressSpec(link, IPAddress.Parse(address), isIpv6 ? 64 : 24);
        socket.Request(RouteCommands.Address(RouteConstants.NewAddress, index, own), "address");
        socket.Request(RouteCommands.Up(index), "up");
        socket.Request(
            RouteCommands.Route(
                RouteConstants.NewRoute,
                new RouteSpec(PlanNames.MainTable, IPNetwork.Parse(isIpv6 ? "::/0" : "0.0.0.0/0"), RouteKind.Unicast)
                {
                    Link = link,
                    Gateway = IPAddress.Parse(router),
                },
                index),
            "default route");
    }
}
