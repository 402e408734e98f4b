using Virga.Fabric.Netlink;
using Virga.Fabric.Plan;
using Virga.Fabric.Protocol;
using Virga.Network;

namespace Virga.Fabric.Agent;

/// <summary>
/// Makes a desired state so. Level-triggered: it needs to know nothing of the way there. The order keeps everything
/// closed at every moment: filters before links, links before routes, the guests' default routes last.
/// One apply at a time.
/// </summary>
internal sealed class FabricApplier(NamespaceStore store)
{
    private readonly GuestReconciler guests = new(store, new FaultList());

    /// <param name="readsKernel">True looks at what is there; false trusts what this applier did before.</param>
    public async Task<ValueList<FabricFault>> ApplyAsync(FabricPlan plan, bool readsKernel)
    {
        var faults = new FaultList();
        if (readsKernel)
        {
            foreach (var inside in store.All.Values)
            {
                inside.View = null;
                inside.Tables = null;
            }
        }

        foreach (var inside in plan.Namespaces.Values)
            await EnsureAsync(inside, faults);
        var reconcilers = plan.Namespaces.Values
            .Where(inside => store.All.ContainsKey(inside.Name))
            .Select(inside => new NamespaceReconciler(store.All[inside.Name], inside, faults))
            .ToList();
        reconcilers.ForEach(reconciler => reconciler.ApplyTables());
        // A VPC whose filters cannot be loaded keeps those it had; a new one has none and must not get cables.
        await ConnectAsync(
            plan.Only(name => store.All.TryGetValue(name, out var inside) && inside.IsFiltered), reconcilers, faults);
        foreach (var gone in store.All.Keys.Where(name => !plan.Namespaces.ContainsKey(name)).ToList())
            store.Remove(gone);
        return faults.ToValueList();
    }

    /// <summary>Brings filters to what a plan says that has everything else in common with the one before.</summary>
    public ValueList<FabricFault> ApplyFilters(FabricPlan plan)
    {
        var faults = new FaultList();
        foreach (var inside in plan.Namespaces.Values)
            new NamespaceReconciler(store.All[inside.Name], inside, faults).ApplyTables();
        return faults.ToValueList();
    }

    private async Task ConnectAsync(FabricPlan plan, List<NamespaceReconciler> reconcilers, FaultList faults)
    {
        new LinkReconciler(store, plan, faults).Apply();
        var fresh = await guests.PlugAsync(plan, faults);
        foreach (var reconciler in reconcilers.Where(reconciler => plan.Namespaces.ContainsKey(reconciler.Name)))
            reconciler.ApplyRest();
        await guests.ConfigureAsync(fresh);
    }

    private async Task EnsureAsync(NamespacePlan plan, FaultList faults)
    {
        if (!store.All.TryGetValue(plan.Name, out var inside))
        {
            try
            {
                inside = await store.CreateAsync(plan.Name);
            }
            catch (IOException refusal)
            {
                faults.Add(plan.Owner, refusal.Message);
                return;
            }
        }

        if (inside.View is not null && (inside.IsIpv6Forwarding || !plan.HasIpv6))
            return;
        var loopback = inside.Routes.FindIndex("lo");
        inside.Routes.Request(RouteCommands.Up(loopback), "lo up");
        if (!plan.HasIpv6)
            return;
        var refused = await store.SetAsync(inside.Descriptor, "net/ipv6/conf/all/forwarding", "1");
        inside.IsIpv6Forwarding = refused is null;
        if (refused is not null)
            faults.Add(plan.Owner, $"IPv6 is not forwarded: {refused}");
    }
}
