using Virga.Fabric.Netlink;
using Virga.Fabric.Nftables;
using Virga.Fabric.Plan;
using static Virga.Fabric.Netlink.RouteConstants;

namespace Virga.Fabric.Agent;

/// <summary>
/// Brings one namespace from what is in it to what its plan says. New things come before old ones go, so that a change
/// of a route leaves no gap. A failure is reported for the resource and tried again with the next state.
/// </summary>
internal sealed class NamespaceReconciler(NetworkNamespace inside, NamespacePlan plan, FaultList faults)
{
    /// <summary>
    /// What a delete may say of a thing that is gone already: ENOENT, ESRCH, ENODEV, EINVAL, EADDRNOTAVAIL.
    /// </summary>
    private static readonly int[] gone = [2, 3, 19, 22, 99];

    public string Name => plan.Name;

    /// <summary>Filters come first: a link may only appear when its rules are there.</summary>
    public void ApplyTables()
    {
        if (ReferenceEquals(inside.Tables, plan.Tables))
            return;
        try
        {
            var script = inside.Tables is null
                ? NftScript.Replace(plan.Tables)
                : NftScript.Difference(inside.Tables, plan.Tables);
            if (script.Length > 0)
                inside.Nft.Run(script);
            inside.Tables = plan.Tables;
            inside.IsFiltered = true;
        }
        catch (NftException refusal)
        {
            // What is in force is still what was before; the next attempt replaces everything.
            faults.Add(plan.Owner, $"nftables of {plan.Name}: {refusal.Message}");
            inside.Tables = null;
        }
    }

    public void ApplyRest()
    {
        var view = inside.View ??= KernelView.Read(inside.Routes);
        var isEdge = plan.Name == PlanNames.Edge;
        Reconcile(
            view.Addresses, plan.Addresses, AddAddress, RemoveAddress, address => !isEdge && address.Link == "lo");
        Reconcile(view.Neighbours, plan.Neighbours, AddNeighbour, RemoveNeighbour, _ => !isEdge);
        Reconcile(view.Routes, plan.Routes, AddRoute, RemoveRoute, _ => true);
        Reconcile(view.Rules, plan.Rules, AddRule, RemoveRule, _ => true);
    }

    private void Reconcile<T>(
        HashSet<T> have, Dictionary<T, string> want, Action<T> add, Func<T, int> remove, Func<T, bool> isOurs)
        where T : class
    {
        foreach (var (item, owner) in want)
        {
            if (have.Contains(item))
                continue;
            try
            {
                add(item);
                have.Add(item);
            }
            catch (IOException refusal)
            {
                faults.Add(owner, refusal.Message);
            }
        }

        if (have.Count == want.Count)
            return;
        foreach (var item in have.Where(item => !want.ContainsKey(item) && isOurs(item)).ToList())
        {
            var errno = remove(item);
            if (errno == 0 || gone.Contains(errno))
                have.Remove(item);
            else
                faults.Add(plan.Owner, $"{item} cannot be removed (errno {errno})");
        }
    }

    private void AddAddress(AddressSpec item) =>
        inside.Routes.Request(RouteCommands.Address(NewAddress, Link(item.Link), item), $"address {item.Address}");

    private int RemoveAddress(AddressSpec item) =>
        inside.Routes.TryRequest(RouteCommands.Address(DeleteAddress, LinkOrZero(item.Link), item), out _);

    private void AddNeighbour(NeighbourSpec item) => inside.Routes.Request(
        RouteCommands.Neighbour(NewNeighbour, item, Link(item.Link)), $"neighbour {item.Address} on {item.Link}");

    private int RemoveNeighbour(NeighbourSpec item) => plan.Neighbours.Keys.Any(other =>
            other.Link == item.Link && other.Address.Equals(item.Address))
        ? 0
        : inside.Routes.TryRequest(RouteCommands.Neighbour(DeleteNeighbour, item, LinkOrZero(item.Link)), out _);

    private void AddRoute(RouteSpec item) => inside.Routes.Request(
        RouteCommands.Route(NewRoute, item, item.Link.Length > 0 ? Link(item.Link) : 0),
        $"route {item.Destination} in table {item.Table}");

    private int RemoveRoute(RouteSpec item)
    {
        var link = LinkOrZero(item.Link);
        // Without its link a route is gone, and the same request would name another route.
        return item.Link.Length > 0 && link == 0
            ? 0
            : inside.Routes.TryRequest(RouteCommands.Route(DeleteRoute, item, link), out _);
    }

    private void AddRule(RuleSpec item) =>
        inside.Routes.Request(RouteCommands.Rule(NewRule, item), $"rule {item.Priority}");

    private int RemoveRule(RuleSpec item) => inside.Routes.TryRequest(RouteCommands.Rule(DeleteRule, item), out _);

    private int Link(string name) =>
        inside.Links.Find(name) is var index and > 0 ? index : throw new IOException($"{plan.Name} has no link {name}");

    private int LinkOrZero(string name) => name.Length == 0 ? 0 : inside.Links.Find(name);
}
