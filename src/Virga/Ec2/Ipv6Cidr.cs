using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Virga.Ec2;

/// <summary>
/// A block of IPv6 addresses in CIDR notation, as a number and a length of prefix in bits (0 to 128).
/// </summary>
internal readonly record struct Ipv6Cidr(UInt128 Address, int Length)
{
    public UInt128 First => Address & Mask(Length);

    public UInt128 Last => First | ~Mask(Length);

    /// <summary>The same block without bits below the prefix.</summary>
    public Ipv6Cidr Canonical => new(First, Length);

    public static Ipv6Cidr Parse(string text) =>
        TryParse(text, out var cidr) ? cidr : throw new FormatException($"{text} is no IPv6 CIDR block.");

    public static bool TryParse(string? text, out Ipv6Cidr cidr)
    {
        cidr = default;
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (slash < 0 || !TryParseAddress(text![..slash], out var address)) return false;
        if (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            return false;
        if (length > 128) return false;
        cidr = new(address, length);
        return true;
    }

    /// <summary>Reads an address without zone or brackets.</summary>
    public static bool TryParseAddress(string? text, out UInt128 address)
    {
        address = default;
        if (text is null || text.AsSpan().ContainsAny('%', '[')) return false;
        if (!IPAddress.TryParse(text, out var parsed)) return false;
        if (parsed.AddressFamily != AddressFamily.InterNetworkV6) return false;
        address = BinaryPrimitives.ReadUInt128BigEndian(parsed.GetAddressBytes());
        return true;
    }

    /// <summary>The shortest form of an address, as AWS writes it.</summary>
    public static string AddressText(UInt128 address)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, address);
        return new IPAddress(bytes).ToString();
    }

    public bool Contains(UInt128 address) => address >= First && address <= Last;

    public bool Contains(Ipv6Cidr other) => other.First >= First && other.Last <= Last;

    public bool Overlaps(Ipv6Cidr other) => First <= other.Last && other.First <= Last;

    public override string ToString() => $"{AddressText(Address)}/{Length.ToString(CultureInfo.InvariantCulture)}";

    private static UInt128 Mask(int length) => length == 0 ? UInt128.Zero : UInt128.MaxValue << (128 - length);
}
