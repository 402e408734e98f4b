using System.Globalization;
using System.Net;

namespace Virga.Iam.Evaluation;

/// <summary>IP addresses and CIDR blocks of conditions; host bits may be set, as AWS allows.</summary>
internal static class AddressBlock
{
    /// <summary>Whether the text is an address or a block.</summary>
    public static bool IsBlock(string block) => TryParse(block, out _, out _);

    /// <summary>
    /// Whether the address lies in the block; false when either cannot be read or the families differ.
    /// </summary>
    public static bool Contains(string block, string address)
    {
        if (!TryParse(block, out var network, out var length) || !IPAddress.TryParse(address, out var ip)) return false;
        if (ip.IsIPv4MappedToIPv6) ip = ip.MapToIPv4();
        if (ip.AddressFamily != network.AddressFamily) return false;
        var left = network.GetAddressBytes();
        var right = ip.GetAddressBytes();
        var whole = length / 8;
        if (!left.AsSpan(0, whole).SequenceEqual(right.AsSpan(0, whole))) return false;
        var rest = length % 8;
        return rest == 0 || ((left[whole] ^ right[whole]) >> (8 - rest)) == 0;
    }

    private static bool TryParse(string block, out IPAddress network, out int length)
    {
        var slash = block.IndexOf('/', StringComparison.Ordinal);
        length = 0;
        if (!IPAddress.TryParse(slash < 0 ? block : block[..slash], out network!)) return false;
        var bits = network.GetAddressBytes().Length * 8;
        length = bits;
        return slash < 0
            || (int.TryParse(block.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out length)
                && length <= bits);
    }
}
