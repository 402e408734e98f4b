namespace Virga.Libvirt.Domains;

/// <summary>
/// libvirt wants a name for each disk. It is a key and no more: the guest names disks in the order it finds them, so
/// what finds a volume in a guest is its serial.
/// </summary>
internal static class DiskTargets
{
    internal const string Root = "vda";

    /// <summary>Out of the way of every name that AWS recommends (f to p) or a person would choose.</summary>
    internal const string Seed = "vdz";

    /// <summary>The same letter as in /dev/sdf or /dev/xvdf where it is free, else the next free one.</summary>
    internal static string Choose(string deviceName, IReadOnlySet<string> taken)
    {
        var disk = deviceName.TrimEnd([.. "0123456789"]);         // without the number of a partition
        var last = disk is [.., var letter and >= 'b' and <= 'y'] ? letter : 'b';
        if (!taken.Contains($"vd{last}"))
            return $"vd{last}";
        for (var first = ' '; first <= 'z'; first = first == ' ' ? 'a' : (char)(first + 1))
        {
            for (var second = 'a'; second <= 'z'; second++)
            {
                var name = first == ' ' ? $"vd{second}" : $"vd{first}{second}";
                if (name is not (Root or Seed) && !taken.Contains(name))
                    return name;
            }
        }

        throw new InvalidOperationException("702 disks are attached: libvirt has no name for another");
    }
}
