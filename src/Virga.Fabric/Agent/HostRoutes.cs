using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Virga.Fabric.Netlink;
using Virga.Fabric.Plan;
using Virga.Fabric.Protocol;
using Virga.Network;

namespace Virga.Fabric.Agent;

/// <summary>
/// Routes of the emulator's machine to public addresses of instances: one a address, by way of the fabric's container
/// on the engine's bridge. The agent sets them, since the emulator need not be root. Only where the engine's bridge is
/// in the emulator's own network, and under a protocol number and a metric of our own, so nobody's are replaced.
/// </summary>
internal sealed class HostRoutes(NamespaceStore store)
{
    /// <summary>What a fault of these is reported under: nothing else depends on them.</summary>
    public const string Id = "host-routes";

    /// <summary>Apart from that of any route that an administrator or another program would set.</summary>
    private const uint Metric = 86;

    private readonly HashSet<IPAddress> made = [];
    private string madeIn = "";

    /// <param name="state">Its settings name the emulator's namespace, or none: then there are no routes.</param>
    /// <param name="readsKernel">True looks at what a former agent of this container left.</param>
    public async Task<ValueList<FabricFault>> ApplyAsync(FabricState state, bool readsKernel)
    {
        var path = state.Settings.HostNamespace;
        try
        {
            if (madeIn.Length > 0 && madeIn != path)
                await ApplyAsync(madeIn, [], readsKernel: false);
            if (path.Length > 0)
                await ApplyAsync(path, Wanted(state), readsKernel || madeIn.Length == 0);
            madeIn = path;
            return [];
        }
        catch (IOException refusal)
        {
            return [new FabricFault(Id, refusal.Message)];
        }
    }

    private async Task ApplyAsync(string path, HashSet<IPAddress> wanted, bool readsKernel)
    {
        if (!readsKernel && wanted.SetEquals(made))
            return;
        var (own, bridge) = Uplink() ?? throw new IOException("the container has no way to the engine's bridge");
        using var host = await store.OpenGuestAsync(path);
        var view = KernelView.Read(host.Routes);
        var link = view.Addresses.FirstOrDefault(address => address.Address.Equals(bridge))?.Link
            ?? throw new IOException($"the engine's bridge ({bridge}) is not in the emulator's network");
        var index = host.Routes.FindIndex(link);
        var there = view.Routes.Where(route => route.Metric == Metric && own.Equals(route.Gateway))
            .Select(route => route.Destination.BaseAddress).ToHashSet();
        foreach (var gone in there.Where(address => !wanted.Contains(address)))
            _ = host.Routes.TryRequest(Route(RouteConstants.DeleteRoute, gone), out _);
        foreach (var address in wanted.Where(address => !there.Contains(address)))
            host.Routes.Request(Route(RouteConstants.NewRoute, address), $"route of this machine to {address}");
        made.Clear();
        made.UnionWith(wanted);

        NetlinkMessage Route(ushort verb, IPAddress address)
        {
            var spec = new RouteSpec(PlanNames.MainTable, address.AsNetwork(), RouteKind.Unicast);
            return RouteCommands.Route(verb, spec with { Gateway = own, Metric = Metric }, index);
        }
    }

    private static HashSet<IPAddress> Wanted(FabricState state)
    {
        var index = new FabricIndex(state);
        return state.InternetGateways.SelectMany(gateway => index.ElasticByVpc[gateway.VpcId])
            .Select(elastic => elastic.PublicAddress).ToHashSet();
    }

    /// <summary>This container's address and its gateway's, which is the bridge's own.</summary>
    private static (IPAddress Own, IPAddress Bridge)? Uplink()
    {
        foreach (var one in NetworkInterface.GetAllNetworkInterfaces())
        {
            var properties = one.GetIPProperties();
            var own = properties.UnicastAddresses.Select(unicast => unicast.Address)
                .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork);
            var bridge = properties.GatewayAddresses.Select(gateway => gateway.Address)
                .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork);
            if (own is not null && bridge is not null && !bridge.Equals(IPAddress.Any))
                return (own, bridge);
        }

        return null;
    }
}
