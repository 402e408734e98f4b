using System.Net;

namespace Virga.Network.Reachability;

/// <summary>Ranges that the public internet does not route (RFC 1918, 3927, 4193, 6598): gateways drop them.</summary>
internal static class PrivateRanges
{
    public static readonly ValueList<IPNetwork> All =
    [
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("fc00::/7"),
        IPNetwork.Parse("fe80::/10"),
    ];

    /// <summary>Carriers' own range (RFC 6598), which gateways name apart.</summary>
    public static bool IsShared(IPAddress address) => All[5].Contains(address);

    public static bool Contains(IPAddress address) => All.Any(range => range.Contains(address));
}
