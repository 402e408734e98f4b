using Virga.Fabric.Nftables;
using Virga.Network;

namespace Virga.Fabric.Plan;

/// <summary>
/// The desired state in the kernel's terms: which namespaces, links, addresses, routes, rules and nftables there have
/// to be. Pure data, computed from a <see cref="FabricState"/>; the agent compares it with what is there and acts.
/// </summary>
internal sealed class FabricPlan
{
    /// <summary>By name. Each is a network namespace of ours; <see cref="PlanNames.Edge"/> is the outermost.</summary>
    public SortedDictionary<string, NamespacePlan> Namespaces { get; } = new(StringComparer.Ordinal);

    /// <summary>Links between two namespaces of ours.</summary>
    public List<VethPlan> Veths { get; private init; } = [];

    /// <summary>Links to guests, one an interface with a cable.</summary>
    public List<GuestPlan> Guests { get; private init; } = [];

    /// <summary>The same with other filters in some namespaces; all else is shared.</summary>
    public FabricPlan Refiltered(IReadOnlyDictionary<string, IEnumerable<NftTable>> tables)
    {
        var next = new FabricPlan { Veths = Veths, Guests = Guests };
        foreach (var (name, inside) in Namespaces)
            next.Namespaces[name] = tables.TryGetValue(name, out var others) ? inside.With(others) : inside;
        return next;
    }

    /// <summary>The part of the plan that is in some namespaces, and between those.</summary>
    public FabricPlan Only(Func<string, bool> isIncluded)
    {
        var part = new FabricPlan();
        foreach (var inside in Namespaces.Values.Where(inside => isIncluded(inside.Name)))
            part.Namespaces[inside.Name] = inside;
        part.Veths.AddRange(Veths.Where(veth => isIncluded(veth.Near.Namespace) && isIncluded(veth.Far.Namespace)));
        part.Guests.AddRange(Guests.Where(guest =>
            isIncluded(guest.Namespace) && (!guest.IsOwnNamespace || isIncluded(guest.Guest))));
        return part;
    }
}

/// <summary>
/// What has to be inside one namespace of ours. The value of each entry is the id of the AWS resource that it is there
/// for, which is where a failure is reported.
/// </summary>
internal sealed class NamespacePlan(string name, string owner)
{
    public string Name { get; } = name;

    /// <summary>AWS resource that the namespace stands for.</summary>
    public string Owner { get; } = owner;

    /// <summary>Whether IPv6 is forwarded.</summary>
    public bool HasIpv6 { get; init; }

    public Dictionary<AddressSpec, string> Addresses { get; private init; } = [];

    public Dictionary<RouteSpec, string> Routes { get; private init; } = [];

    public Dictionary<RuleSpec, string> Rules { get; private init; } = [];

    public Dictionary<NeighbourSpec, string> Neighbours { get; private init; } = [];

    public List<NftTable> Tables { get; private init; } = [];

    /// <summary>The same with other filters; all else is shared.</summary>
    public NamespacePlan With(IEnumerable<NftTable> tables) => new(Name, Owner)
    {
        HasIpv6 = HasIpv6,
        Addresses = Addresses,
        Routes = Routes,
        Rules = Rules,
        Neighbours = Neighbours,
        Tables = [.. tables],
    };
}

/// <summary>A veth pair between two namespaces of ours.</summary>
internal sealed record VethPlan(string Owner, VethEnd Near, VethEnd Far, int Mtu);

/// <summary>One end of a pair.</summary>
internal sealed record VethEnd(string Namespace, string Link, string MacAddress);
