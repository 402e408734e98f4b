using System.Net;

namespace Virga.Network;

/// <summary>Link-local addresses that every VPC answers at (EC2 user guide, "Link-local addresses").</summary>
internal static class ServiceAddresses
{
    public static readonly IPAddress Metadata = IPAddress.Parse("169.254.169.254");
    public static readonly IPAddress Resolver = IPAddress.Parse("169.254.169.253");
    public static readonly IPAddress Time = IPAddress.Parse("169.254.169.123");

    /// <summary>The emulator's own API; AWS has nothing at this address.</summary>
    public static readonly IPAddress Endpoint = IPAddress.Parse("169.254.169.249");
    public static readonly IPAddress Ipv6Metadata = IPAddress.Parse("fd00:ec2::254");
    public static readonly IPAddress Ipv6Resolver = IPAddress.Parse("fd00:ec2::253");
    public static readonly IPAddress Ipv6Time = IPAddress.Parse("fd00:ec2::123");

    public static readonly ValueList<IPAddress> Ipv4 = [Metadata, Resolver, Time, Endpoint];
    public static readonly ValueList<IPAddress> Ipv6 = [Ipv6Metadata, Ipv6Resolver, Ipv6Time];
    public static readonly ValueList<IPAddress> All = [.. Ipv4, .. Ipv6];
}
