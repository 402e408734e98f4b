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
                await ApplyAsync(madeIn, state.Settings.HostRouteMetric, []);
            if (path.Length > 0 && (readsKernel || madeIn.Length == 0 || !Wanted(state).SetEquals(made)))
                await ApplyAsync(path, state.Settings.HostRouteMetric, Wanted(state));
            madeIn = path;
            return [];
        }
        catch (IOException refusal)
        {
            return [new FabricFault(Id, refusal.Message)];
        }
    }

    /// <summary>
    /// All routes of this emulator's metric are its own, by whichever container they led: one is gone.
    /// </summary>
    private async Task ApplyAsync(string path, uint metric, HashSet<IPAddress> wanted)
    {
        var (own, bridge) = Uplink() ?? throw new IOException("the container has no way to the engine's bridge");
        using var host = await store.OpenGuestAsync(path);
        var view = KernelView.Read(host.Routes);
        var link = view.Addresses.FirstOrDefault(address => address.Address.Equals(bridge))?.Link
            ?? throw new IOException($"the engine's bridge ({bridge}) is not in the emulator's network");
        var there = view.Routes.Where(route => route.Metric == metric).ToHashSet();
        var specs = wanted.Select(address =>
            new RouteSpec(PlanNames.MainTable, address.AsNetwork(), RouteKind.Unicast)
            {
                Link = link, Gateway = own, Metric = metric,
            }).ToHashSet();
        foreach (var gone in there.Where(route => !specs.Contains(route)))
            _ = host.Routes.TryRequest(Say(RouteConstants.DeleteRoute, gone), out _);
        foreach (var route in specs.Where(route => !there.Contains(route)))
            host.Routes.Request(Say(RouteConstants.NewRoute, route), $"route of this machine to {route.Destination}");
        made.Clear();
        made.UnionWith(wanted);

        NetlinkMessage Say(ushort verb, RouteSpec route) =>
            RouteCommands.Route(verb, route, host.Routes.FindIndex(route.Link));
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
