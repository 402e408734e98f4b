using System.Net;

namespace Virga.Network;

/// <summary>An elastic network interface. Without an attachment it has addresses and groups but no cable.</summary>
internal sealed record FabricInterface : IFabricObject
{
    public required string Id { get; init; }

    /// <summary>Names the interface's link in its VPC's namespace (e7).</summary>
    public required int Index { get; init; }

    public required string SubnetId { get; init; }

    /// <summary>Six bytes in lower-case hexadecimal with colons.</summary>
    public required string MacAddress { get; init; }

    /// <summary>Private IPv4 addresses, primary first; empty for an interface in an IPv6-only subnet.</summary>
    public required ValueList<IPAddress> Ipv4Addresses { get; init; }

    public ValueList<IPAddress> Ipv6Addresses { get; init; } = [];

    /// <summary>Delegated IPv4 prefixes (/28).</summary>
    public ValueList<IPNetwork> Ipv4Prefixes { get; init; } = [];

    /// <summary>Delegated IPv6 prefixes (/80).</summary>
    public ValueList<IPNetwork> Ipv6Prefixes { get; init; } = [];

    /// <summary>
    /// Groups of the interface; none means that nothing passes. NAT gateways' interfaces have none and pass.
    /// </summary>
    public ValueList<string> SecurityGroupIds { get; init; } = [];

    /// <summary>SourceDestCheck: only packets from and to the interface's own addresses pass.</summary>
    public bool HasSourceDestCheck { get; init; } = true;

    /// <summary>Largest packet inside the VPC, in bytes; 9001 on AWS.</summary>
    public int Mtu { get; init; } = 9001;

    /// <summary>
    /// Where the cable ends; null while the interface is not in use, or its instance does not run. One without a
    /// namespace is in use by a machine that has no place yet, or none on this host: it gets no cable.
    /// </summary>
    public FabricAttachment? Attachment { get; init; }

    public IEnumerable<IPAddress> Addresses => Ipv4Addresses.Concat(Ipv6Addresses);

    public bool Owns(IPAddress address) => address.IsIpv4()
        ? Ipv4Addresses.Contains(address) || Ipv4Prefixes.Any(prefix => prefix.Contains(address))
        : Ipv6Addresses.Contains(address) || Ipv6Prefixes.Any(prefix => prefix.Contains(address));
}

/// <summary>
/// The guest's end of an interface. A guest is found by the path of its network namespace as the fabric's agent sees it
/// (the agent runs with the engine's process ids).
/// </summary>
internal sealed record FabricAttachment
{
    /// <summary>Instance that holds the interface (i-…); shown by explanations.</summary>
    public required string InstanceId { get; init; }

    /// <summary>
    /// A path that opens the guest's network namespace: /proc/PID/ns/net for a container; empty while it is not known.
    /// </summary>
    public required string NetworkNamespace { get; init; }

    /// <summary>
    /// Inode of that namespace, learnt when the process was observed; 0 means unknown. A path that opens another inode
    /// is a process id that was given to somebody else: the interface is not plugged and an error is reported.
    /// </summary>
    public ulong NetworkNamespaceInode { get; init; }

    /// <summary>Container that runs the instance; empty for a guest that is not a container.</summary>
    public string ContainerId { get; init; } = "";

    /// <summary>Name of the link inside the guest, eth0, eth1 …, or of the tap on the host.</summary>
    public required string LinkName { get; init; }

    /// <summary>AWS's DeviceIndex; the interface with index 0 gives the default route.</summary>
    public required int DeviceIndex { get; init; }

    /// <summary>How the guest is joined.</summary>
    public FabricAttachmentKind Kind { get; init; } = FabricAttachmentKind.Container;

    /// <summary>Tells a start of a machine from the next, whose tap is another one under the same name.</summary>
    public long Start { get; init; }
}

/// <summary>How the guest's end is configured.</summary>
internal enum FabricAttachmentKind
{
    /// <summary>Addresses and routes are set inside the guest's namespace.</summary>
    Container,

    /// <summary>
    /// A virtual machine: its hypervisor makes a tap of the link's name in the given namespace (the host's), and the
    /// fabric takes that into the VPC. The machine takes its address by DHCP.
    /// </summary>
    Tap,
}
