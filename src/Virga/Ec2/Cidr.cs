using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Virga.Ec2;

/// <summary>
/// A block of IPv4 addresses in CIDR notation, as numbers: the address in host order and the length of the prefix in
/// bits (0 to 32).
/// </summary>
internal readonly record struct Cidr(uint Address, int Length)
{
    /// <summary>How many addresses the block has.</summary>
    public long Size => 1L << (32 - Length);

    public uint First => Address & Mask(Length);

    public uint Last => First | ~Mask(Length);

    /// <summary>Whether no bit is set below the prefix.</summary>
    public bool IsCanonical => First == Address;

    /// <summary>
    /// The same block without bits below the prefix; AWS stores <c>10.0.0.7/16</c> as <c>10.0.0.0/16</c>.
    /// </summary>
    public Cidr Canonical => new(First, Length);

    public static Cidr Parse(string text) =>
        TryParse(text, out var cidr) ? cidr : throw new FormatException($"{text} is no CIDR block.");

    public static bool TryParse(string? text, out Cidr cidr)
    {
        cidr = default;
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (slash < 0 || !TryParseAddress(text![..slash], out var address)) return false;
        if (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            return false;
        if (length > 32) return false;
        cidr = new(address, length);
        return true;
    }

    /// <summary>Reads a dotted quad and nothing else (the framework also takes <c>10.1</c> or hex).</summary>
    public static bool TryParseAddress(string? text, out uint address)
    {
        address = 0;
        if (text is null || text.Count(c => c == '.') != 3) return false;
        if (!IPAddress.TryParse(text, out var parsed)) return false;
        if (parsed.AddressFamily != AddressFamily.InterNetwork) return false;
        address = BinaryPrimitives.ReadUInt32BigEndian(parsed.GetAddressBytes());
        return AddressText(address) == text;
    }

    public static string AddressText(uint address) =>
        $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}";

    public bool Contains(uint address) => address >= First && address <= Last;

    public bool Contains(Cidr other) => other.First >= First && other.Last <= Last;

    public bool Overlaps(Cidr other) => First <= other.Last && other.First <= Last;

    public override string ToString() => $"{AddressText(Address)}/{Length}";

    private static uint Mask(int length) => length == 0 ? 0 : uint.MaxValue << (32 - length);
}
