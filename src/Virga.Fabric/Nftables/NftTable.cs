namespace Virga.Fabric.Nftables;

/// <summary>
/// One table of a desired ruleset. Names are deterministic, so two versions can be compared without handles.
/// </summary>
internal sealed class NftTable(string family, string name)
{
    public string Family { get; } = family;

    public string Name { get; } = name;

    public SortedDictionary<string, NftSet> Sets { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, NftChain> Chains { get; } = new(StringComparer.Ordinal);

    public NftSet Set(string setName, string type, string flags = "") =>
        Sets[setName] = new NftSet(setName, "set", type, flags);

    /// <summary>A set that rules fill with what passes; each element goes after being silent for a while.</summary>
    public NftSet Filled(string setName, string type, int timeoutSeconds, int size) =>
        Sets[setName] = new NftSet(setName, "set", type, "dynamic,timeout")
        {
            Limits = $" timeout {timeoutSeconds}s; size {size};",
        };

    public NftSet Map(string setName, string type) => Sets[setName] = new NftSet(setName, "map", type, "");

    /// <param name="hook">Type, hook and priority of a base chain, as nft writes them; empty for any other.</param>
    public NftChain Chain(string chainName, string hook = "") => Chains[chainName] = new NftChain(chainName, hook);
}

/// <summary>A set or a map with its elements, each as nft writes it ("key" or "key : value").</summary>
internal sealed class NftSet(string name, string kind, string type, string flags)
{
    public string Name { get; } = name;

    public string Kind { get; } = kind;

    public string Type { get; } = type;

    /// <summary>"interval", or empty. Elements of interval sets are replaced whole.</summary>
    public string Flags { get; } = flags;

    /// <summary>Timeout and size of a set that the kernel fills; empty for others.</summary>
    public string Limits { get; init; } = "";

    /// <summary>In no order; there are thousands, made anew for each change of a state.</summary>
    public HashSet<string> Elements { get; } = new(StringComparer.Ordinal);

    public string Declaration =>
        $"{Kind} {Name} {{ type {Type};" + (Flags.Length > 0 ? $" flags {Flags};" : "") + Limits + " }";
}

/// <summary>A chain with its rules in order, each as nft writes it.</summary>
internal sealed class NftChain(string name, string hook)
{
    public string Name { get; } = name;

    public string Hook { get; } = hook;

    public List<string> Rules { get; } = [];

    public NftChain Add(params ReadOnlySpan<string> rules)
    {
        Rules.AddRange(rules);
        return this;
    }
}
