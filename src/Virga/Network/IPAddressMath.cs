using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Virga.Network;

/// <summary>Arithmetic on addresses that the framework does not have.</summary>
internal static class IPAddressMath
{
    public static bool IsIpv4(this IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork;

    public static bool IsIpv4(this IPNetwork network) => network.BaseAddress.IsIpv4();

    /// <summary>The address that many after this one; it does not carry beyond the low 32 bits.</summary>
    public static IPAddress Plus(this IPAddress address, uint count)
    {
        var bytes = address.GetAddressBytes();
        var low = bytes.AsSpan(bytes.Length - 4);
        BinaryPrimitives.WriteUInt32BigEndian(low, BinaryPrimitives.ReadUInt32BigEndian(low) + count);
        return new IPAddress(bytes);
    }

    /// <summary>Whether every address of the other network is in this one.</summary>
    public static bool Covers(this IPNetwork network, IPNetwork other) =>
        network.PrefixLength <= other.PrefixLength
        && network.IsIpv4() == other.IsIpv4()
        && network.Contains(other.BaseAddress);

    /// <summary>The network of exactly one address.</summary>
    public static IPNetwork AsNetwork(this IPAddress address) => new(address, address.IsIpv4() ? 32 : 128);

    /// <summary>Addresses of an IPv4 network, all of them: for delegated prefixes, which have sixteen.</summary>
    public static IEnumerable<IPAddress> Addresses(this IPNetwork network)
    {
        for (uint i = 0; i < 1u << (32 - network.PrefixLength); i++)
            yield return network.BaseAddress.Plus(i);
    }
}
