using Virga.Network;

namespace Virga.Fabric.Plan;

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
