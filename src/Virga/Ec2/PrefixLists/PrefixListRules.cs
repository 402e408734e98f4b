using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.PrefixLists;

/// <summary>What AWS demands of a managed prefix list.</summary>
internal static class PrefixListRules
{
    private const int MaxEntries = 1_000;
    private const int MaxNameLength = 255;

    /// <summary>Checks name, family and size (EC2 API Reference, CreateManagedPrefixList).</summary>
    public static void Check(string name, string family, int maxEntries)
    {
        if (name.StartsWith("com.amazonaws", StringComparison.Ordinal) || name.Length is 0 or > MaxNameLength)
            throw CommonErrors.InvalidParameterValue($"Value ({name}) for parameter prefixListName is invalid.");
        if (family is not ("IPv4" or "IPv6"))
            throw CommonErrors.InvalidParameterValue($"Value ({family}) for parameter addressFamily is invalid.");
        if (maxEntries is < 1 or > MaxEntries)
            throw CommonErrors.InvalidParameterValue(
                $"Value ({maxEntries}) for parameter maxEntries is invalid. It must be 1 to {MaxEntries}.");
    }

    /// <summary>The entries with those added that a request names.</summary>
    public static List<PrefixListEntryRow> With(
        IEnumerable<PrefixListEntryRow> entries, List<AddPrefixListEntry>? added, string family)
    {
        var all = entries.ToList();
        foreach (var entry in added ?? [])
        {
            var block = Block(entry.Cidr, family);

            // An entry that is there already gets its new description (API Reference, ModifyManagedPrefixList).
            all.RemoveAll(one => one.Cidr == block);
            all.Add(new(block, entry.Description));
        }

        return all;
    }

    /// <summary>A block of the family, canonical.</summary>
    public static string Block(string? text, string family)
    {
        if (family == "IPv4" && Cidr.TryParse(text, out var ipv4)) return ipv4.Canonical.ToString();
        if (family == "IPv6" && Ipv6Cidr.TryParse(text, out var ipv6)) return ipv6.Canonical.ToString();
        throw CommonErrors.InvalidParameterValue($"CIDR block {text} is malformed");
    }

    /// <summary>Refuses more entries than the list's size.</summary>
    public static void CheckSize(int count, int maxEntries)
    {
        if (count > maxEntries)
            throw new AwsException(
                "PrefixListMaxEntriesExceeded",
                $"You've reached the maximum number of entries for the prefix list ({maxEntries}).");
    }

    /// <summary>The list, if it is the account's own.</summary>
    public static PrefixListRow Own(WorldView at, string? id)
    {
        var row = at.Named<PrefixListRow>(id);
        return row.IsAwsManaged
            ? throw new AwsException("UnauthorizedOperation", "You are not authorized to perform this operation.")
            : row;
    }
}
