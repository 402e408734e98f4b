using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.Subnets;

namespace Virga.Ec2.Instances;

/// <summary>An interface that a launch makes or takes.</summary>
/// <param name="DeviceIndex">0 is the primary one.</param>
internal sealed record LaunchInterface(int DeviceIndex)
{
    /// <summary>An interface that exists, to be attached as it is; null to make one.</summary>
    public NetworkInterfaceRow? Existing { get; init; }

    public required SubnetRow Subnet { get; init; }

    public required IReadOnlyList<string> GroupIds { get; init; }

    public string? PrimaryAddress { get; init; }

    /// <summary>Further private addresses that the user asked for.</summary>
    public IReadOnlyList<string> SecondaryAddresses { get; init; } = [];

    /// <summary>How many further private addresses it gets, whichever they are.</summary>
    public int SecondaryCount { get; init; }

    /// <summary>IPv6 addresses that the user asked for.</summary>
    public IReadOnlyList<string> Ipv6Addresses { get; init; } = [];

    /// <summary>How many further IPv6 addresses it gets, whichever they are.</summary>
    public int Ipv6Count { get; init; }

    /// <summary>Whether the first IPv6 address stays for good.</summary>
    public bool HasPrimaryIpv6 { get; init; }

    /// <summary>Delegated blocks that the user asked for, and how many whichever they are.</summary>
    public IReadOnlyList<string> Ipv4Prefixes { get; init; } = [];

    public int Ipv4PrefixCount { get; init; }

    public IReadOnlyList<string> Ipv6Prefixes { get; init; } = [];

    public int Ipv6PrefixCount { get; init; }

    public ConnectionTracking? Tracking { get; init; }

    public bool HasPublicAddress { get; init; }

    /// <summary><c>interface</c> or <c>efa</c>.</summary>
    public string InterfaceType { get; init; } = "interface";

    public string Description { get; init; } = "";

    public bool IsDeletedOnTermination { get; init; } = true;

    public int NetworkCardIndex { get; init; }
}
