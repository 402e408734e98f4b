using System.Text.Json.Serialization;
using Virga.State;

namespace Virga.Ec2.NetworkInterfaces;

/// <summary>A network interface. Its status follows from its attachment.</summary>
internal sealed record NetworkInterfaceRow(string Id) : Row(Id), IRow<NetworkInterfaceRow>
{
    public static RowKind<NetworkInterfaceRow> Kind { get; } =
        new("network-interface")
        {
            Prefix = "eni",
            ResourceType = "network-interface",
            NotFound = Ec2Errors.NotFound("InvalidNetworkInterfaceID", "networkInterface ID"),
            Malformed = Ec2Errors.Malformed("InvalidNetworkInterfaceId", "eni"),
        };

    /// <summary>Interfaces by the instance that they are attached to.</summary>
    public static Index<NetworkInterfaceRow> ByInstance { get; } = Kind.Index(eni => eni.Attachment?.InstanceId);

    /// <summary>Interfaces by subnet.</summary>
    public static Index<NetworkInterfaceRow> BySubnet { get; } = Kind.Index(eni => eni.SubnetId);

    /// <summary>
    /// Interfaces by subnet, only those that hold more or less than one address there: a subnet with thousands of
    /// machines is counted without a look at each.
    /// </summary>
    public static Index<NetworkInterfaceRow> BySubnetUncommon { get; } = Kind.Index(eni =>
        eni.PrivateAddresses.Count == 1 && eni.Ipv4Prefixes.Count == 0 ? null : eni.SubnetId);

    /// <summary>Interfaces by security group.</summary>
    public static Index<NetworkInterfaceRow> ByGroup { get; } = Kind.IndexMany(eni => eni.GroupIds);

    /// <summary>Interfaces by subnet and address, written <c>subnet-0a…/10.0.0.5</c>.</summary>
    public static Index<NetworkInterfaceRow> ByAddress { get; } = Kind.IndexMany(eni =>
        eni.PrivateAddresses.Select(one => AddressKey(eni.SubnetId, one.Address))
            .Concat(eni.Ipv6Addresses.Select(one => AddressKey(eni.SubnetId, one))));

    /// <summary>Interfaces by hardware address.</summary>
    public static Index<NetworkInterfaceRow> ByMac { get; } = Kind.Index(eni => eni.MacAddress);

    public required string SubnetId { get; init; }

    public required string VpcId { get; init; }

    public required string AvailabilityZone { get; init; }

    /// <summary>Six hex pairs in lower case, locally administered.</summary>
    public required string MacAddress { get; init; }

    /// <summary>IPv4 addresses, the primary one first; empty for an IPv6-only interface.</summary>
    public required IReadOnlyList<PrivateAddress> PrivateAddresses { get; init; }

    public IReadOnlyList<string> Ipv6Addresses { get; init; } = [];

    /// <summary>Whether the first IPv6 address is the primary one, which stays for good.</summary>
    public bool HasPrimaryIpv6 { get; init; }

    /// <summary>Delegated IPv4 blocks of 16 addresses.</summary>
    public IReadOnlyList<string> Ipv4Prefixes { get; init; } = [];

    /// <summary>Delegated IPv6 blocks of /80.</summary>
    public IReadOnlyList<string> Ipv6Prefixes { get; init; } = [];

    public required IReadOnlyList<string> GroupIds { get; init; }

    public string Description { get; init; } = "";

    /// <summary><c>interface</c>, <c>nat_gateway</c>, <c>vpc_endpoint</c> …</summary>
    public string InterfaceType { get; init; } = "interface";

    /// <summary>Drops packets that are neither from nor to one of its addresses.</summary>
    public bool ChecksSourceDest { get; init; } = true;

    /// <summary>Made and owned by a service of AWS, such as a NAT gateway.</summary>
    public bool IsRequesterManaged { get; init; }

    public string? RequesterId { get; init; }

    /// <summary>
    /// The public address that came with the launch; released at stop. An elastic address is a row of its own.
    /// </summary>
    public string? AutoPublicIp { get; init; }

    /// <summary>It had a public address until the instance stopped; the next start gives another.</summary>
    public bool HadPublicIp { get; init; }

    /// <summary>The times of idle flows that the user set.</summary>
    public ConnectionTracking? Tracking { get; init; }

    /// <summary>The trunk that a branch interface is behind.</summary>
    public TrunkAssociation? Trunk { get; init; }

    public InterfaceAttachment? Attachment { get; init; }

    /// <summary>The primary IPv4 address, or null.</summary>
    [JsonIgnore]
    public string? PrimaryAddress => PrivateAddresses.Count > 0 ? PrivateAddresses[0].Address : null;

    /// <summary>The key of <see cref="ByAddress"/>.</summary>
    public static string AddressKey(string subnetId, string address) => $"{subnetId}/{address}";
}

/// <summary>A private IPv4 address of an interface.</summary>
internal sealed record PrivateAddress(string Address, bool IsPrimary);

/// <summary>After how many seconds an idle flow is forgotten; null where AWS's own time holds.</summary>
internal sealed record ConnectionTracking(
    int? TcpEstablishedSeconds, int? UdpStreamSeconds, int? UdpSeconds)
{
    /// <summary>These times, and the older ones where none is given.</summary>
    public ConnectionTracking Over(ConnectionTracking? old) => new(
        TcpEstablishedSeconds ?? old?.TcpEstablishedSeconds, UdpStreamSeconds ?? old?.UdpStreamSeconds,
        UdpSeconds ?? old?.UdpSeconds);
}

/// <summary>A branch's place behind a trunk: a VLAN's number, or a key of GRE.</summary>
internal sealed record TrunkAssociation(string Id, string TrunkId, int? VlanId, int? GreKey);

/// <summary>What an interface is attached to.</summary>
internal sealed record InterfaceAttachment(string AttachmentId, string InstanceId)
{
    public required string InstanceOwnerId { get; init; }

    public required int DeviceIndex { get; init; }

    public int NetworkCardIndex { get; init; }

    /// <summary><c>attaching</c>, <c>attached</c> or <c>detaching</c>.</summary>
    public required string Status { get; init; }

    public required DateTimeOffset AttachTime { get; init; }

    public required bool IsDeletedOnTermination { get; init; }
}
