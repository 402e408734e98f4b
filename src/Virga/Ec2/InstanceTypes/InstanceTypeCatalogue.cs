using System.Collections.Concurrent;
using Virga.Facts;

namespace Virga.Ec2.InstanceTypes;

/// <summary>
/// All instance types that AWS had in April 2026. A type that is asked for by name is kept; walking over all of them
/// keeps none, so the memory of the catalogue is that of the types in use.
/// </summary>
internal static class InstanceTypeCatalogue
{
    private static readonly FactTable Table = new("Virga.Ec2.InstanceTypes.instance-types.tsv");
    private static readonly ConcurrentDictionary<string, InstanceTypeFacts> Known = new(StringComparer.Ordinal);

    /// <summary>The type with this exact name, or null.</summary>
    public static InstanceTypeFacts? Find(string name)
    {
        if (Known.TryGetValue(name, out var known)) return known;
        return Table.Find(name) is { } row ? Known.GetOrAdd(name, InstanceTypeReader.Read(row)) : null;
    }

    /// <summary>All types in the order of their names, each made when it is reached.</summary>
    public static IEnumerable<InstanceTypeFacts> All() => Table.Rows().Select(InstanceTypeReader.Read);

    /// <summary>The place of a type among the names; that of a name that is none is after all.</summary>
    public static int Ordinal(string name) => Table.IndexOf(name) is var index and >= 0 ? index : ushort.MaxValue;

    /// <summary>The names of all types, in order, without reading anything else about them.</summary>
    public static IEnumerable<string> Names() => Table.Rows().Select(row => new FactReader(row).Cell().ToString());
}
