namespace Virga.Ec2.Ipams;

/// <summary>
/// Blocks of both families as one kind of number, so that there is one allocator: an IPv4 block is taken as ::a.b.c.d
/// with a prefix of 96 bits more.
/// </summary>
internal static class IpamBlock
{
    private const int Ipv4Bits = 96;

    /// <summary>The block as a number; null for what is no canonical block of this family.</summary>
    public static Ipv6Cidr? TryParse(string? text, bool isIpv4)
    {
        if (!isIpv4) return Ipv6Cidr.TryParse(text, out var ipv6) ? ipv6.Canonical : null;
        return Cidr.TryParse(text, out var ipv4) ? new(ipv4.First, ipv4.Length + Ipv4Bits) : null;
    }

    public static Ipv6Cidr Parse(string text) =>
        TryParse(text, isIpv4: !text.Contains(':', StringComparison.Ordinal))
        ?? throw new FormatException($"{text} is no CIDR block.");

    public static string Text(Ipv6Cidr block, bool isIpv4) =>
        isIpv4 ? new Cidr((uint)block.First, block.Length - Ipv4Bits).ToString() : block.Canonical.ToString();

    /// <summary>The length of a prefix as its family counts it, as a number of ours.</summary>
    public static int Length(int prefix, bool isIpv4) => isIpv4 ? prefix + Ipv4Bits : prefix;

    /// <summary>
    /// The lowest block of a length within one of these, over none of those; null where there is none.
    /// </summary>
    public static Ipv6Cidr? Free(IEnumerable<Ipv6Cidr> within, IReadOnlyList<Ipv6Cidr> taken, int length)
    {
        var sorted = taken.OrderBy(one => one.First).ToList();
        foreach (var outer in within)
        {
            if (length < outer.Length) continue;
            var candidate = new Ipv6Cidr(outer.First, length);
            var isFull = false;
            foreach (var one in sorted)
            {
                if (one.Last < candidate.First) continue;
                if (one.First > candidate.Last) break;
                if (one.Last >= outer.Last)
                {
                    isFull = true;
                    break;
                }

                candidate = RoundUp(one.Last + 1, length);
                if (candidate.First > outer.Last) break;
            }

            if (!isFull && outer.Contains(candidate)) return candidate;
        }

        return null;
    }

    private static Ipv6Cidr RoundUp(UInt128 address, int length)
    {
        var block = new Ipv6Cidr(address, length);
        return block.First == address ? block : new(block.Last + 1, length);
    }
}
