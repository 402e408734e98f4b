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
    public List<VethPlan> Veths { get; } = [];

    /// <summary>Links to guests, one an interface with a cable.</summary>
    public List<GuestPlan> Guests { get; } = [];

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

    public Dictionary<AddressSpec, string> Addresses { get; } = [];

    public Dictionary<RouteSpec, string> Routes { get; } = [];

    public Dictionary<RuleSpec, string> Rules { get; } = [];

    public Dictionary<NeighbourSpec, string> Neighbours { get; } = [];

    public List<Nftables.NftTable> Tables { get; } = [];
}

/// <summary>A veth pair between two namespaces of ours.</summary>
internal sealed record VethPlan(string Owner, VethEnd Near, VethEnd Far, int Mtu);

/// <summary>One end of a pair.</summary>
internal sealed record VethEnd(string Namespace, string Link, string MacAddress);

/// <summary>
/// A guest's cable: the near end in the VPC's namespace, the far end in the guest's. Addresses and routes are what the
/// guest gets when the cable is plugged; later the guest may do as it likes, as on AWS.
/// </summary>
internal sealed record GuestPlan
{
    /// <summary>Id of the interface.</summary>
    public required string Owner { get; init; }

    public required string Namespace { get; init; }

    public required string Link { get; init; }

    /// <summary>Interface group of the near end: index of the subnet.</summary>
    public required uint Group { get; init; }

    public required int Mtu { get; init; }

    /// <summary>Path of the guest's namespace, or name of one of ours (NAT gateway).</summary>
    public required string Guest { get; init; }

    /// <summary>Whether <see cref="Guest"/> is the name of a namespace of ours.</summary>
    public bool IsOwnNamespace { get; init; }

    /// <summary>Expected inode of the guest's namespace; 0 is not checked.</summary>
    public ulong GuestInode { get; init; }

    /// <summary>Container whose process <see cref="Guest"/> must be; empty is not checked.</summary>
    public string GuestContainer { get; init; } = "";

    /// <summary>
    /// Whether a hypervisor makes the cable, under the name of <see cref="GuestLink"/> in <see cref="Guest"/>.
    /// </summary>
    public bool IsTap { get; init; }

    /// <summary>Another number is another start of the machine, with another tap.</summary>
    public long Start { get; init; }

    public required string GuestLink { get; init; }

    public required string GuestMac { get; init; }

    public ValueList<AddressSpec> GuestAddresses { get; init; } = [];

    /// <summary>In order; the default route is the last, because it is what a waiting guest waits for.</summary>
    public ValueList<RouteSpec> GuestRoutes { get; init; } = [];

    public ValueList<RuleSpec> GuestRules { get; init; } = [];

    /// <summary>Whether the near end needs an IPv6 router's address (fe80::1).</summary>
    public bool HasIpv6 { get; init; }
}
