using System.Net;

namespace Virga.Network;

/// <summary>Settings of the machine's fabric.</summary>
internal sealed record FabricSettings
{
    /// <summary>How far a packet may go that leaves a VPC by an internet gateway.</summary>
    public InternetReach Internet { get; init; } = InternetReach.Internet;

    /// <summary>
    /// TCP ports of 169.254.169.249, the emulator's own API inside each VPC. Connections are handed to the emulator
    /// with the interface they came from.
    /// </summary>
    public ValueList<int> EndpointPorts { get; init; } = [80, 4566];

    /// <summary>
    /// What groups and guests see of a client that connects to a published port from this machine itself: its loopback
    /// address has no meaning inside.
    /// </summary>
    public IPAddress LocalClient { get; init; } = IPAddress.Parse("198.19.255.254");

    /// <summary>
    /// Network namespace of the emulator, as the agent sees it, where routes to public addresses are wanted; empty for
    /// none. The agent sets them only where the engine's bridge is in it.
    /// </summary>
    public string HostNamespace { get; init; } = "";

    /// <summary>
    /// Metric of those routes, another for each emulator of a machine: what a crash left is told by it from what is
    /// another's.
    /// </summary>
    public uint HostRouteMetric { get; init; } = 86;

    /// <summary>Resolvers for names that are not the VPC's; empty means the agent's own /etc/resolv.conf.</summary>
    public ValueList<IPAddress> UpstreamResolvers { get; init; } = [];
}

/// <summary>How far the outside world extends for an instance with a route to an internet gateway.</summary>
internal enum InternetReach
{
    /// <summary>Public addresses only: the internet gateway drops private destinations, as AWS's does.</summary>
    Internet,

    /// <summary>Also the machine itself and its own networks (private destinations by the machine's routes).</summary>
    Host,

    /// <summary>Nothing outside the fabric; public addresses inside it still answer.</summary>
    None,
}
