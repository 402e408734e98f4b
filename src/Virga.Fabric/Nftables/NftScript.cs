using System.Text;

namespace Virga.Fabric.Nftables;

/// <summary>
/// Writes what nft has to do to get from one set of tables to another, as one transaction. From nothing it replaces our
/// tables whole, whatever they held before; otherwise it names only what differs.
/// </summary>
internal static class NftScript
{
    /// <summary>Elements are added so many at a time: libnftables' parser keeps a command in memory whole.</summary>
    private const int ElementsPerCommand = 500;

    /// <summary>Replaces the tables, known or not, atomically. Tables of other names are not touched.</summary>
    public static string Replace(IEnumerable<NftTable> tables)
    {
        var text = new StringBuilder();
        foreach (var table in tables)
        {
            // Declaring first makes the delete succeed where there was no table.
            text.Append($"table {table.Family} {table.Name}\ndelete table {table.Family} {table.Name}\n");
            Change(text, new NftTable(table.Family, table.Name), table);
        }

        return text.ToString();
    }

    /// <summary>Empty if there is nothing to do.</summary>
    public static string Difference(IReadOnlyList<NftTable> before, IReadOnlyList<NftTable> after)
    {
        var text = new StringBuilder();
        for (var i = 0; i < after.Count; i++)
            Change(text, before[i], after[i]);
        return text.ToString();
    }

    private static void Change(StringBuilder text, NftTable before, NftTable after)
    {
        var where = $"{after.Family} {after.Name}";
        Declare(text, before, after);
        foreach (var set in after.Sets.Values)
            RemoveElements(text, where, before.Sets.GetValueOrDefault(set.Name), set);
        foreach (var chain in after.Chains.Values)
            FillChain(text, where, before.Chains.GetValueOrDefault(chain.Name), chain);
        foreach (var set in after.Sets.Values)
            AddElements(text, where, before.Sets.GetValueOrDefault(set.Name), set);

        // Sets hold references to chains (verdicts), chains to sets and chains: empty all before deleting any.
        var oldSets = before.Sets.Values.Where(set => !after.Sets.ContainsKey(set.Name)).ToList();
        var oldChains = before.Chains.Values.Where(chain => !after.Chains.ContainsKey(chain.Name)).ToList();
        oldSets.ForEach(set => text.Append($"flush {set.Kind} {where} {set.Name}\n"));
        oldChains.ForEach(chain => text.Append($"flush chain {where} {chain.Name}\n"));
        oldChains.ForEach(chain => text.Append($"delete chain {where} {chain.Name}\n"));
        oldSets.ForEach(set => text.Append($"delete {set.Kind} {where} {set.Name}\n"));
    }

    private static void Declare(StringBuilder text, NftTable before, NftTable after)
    {
        var sets = after.Sets.Values.Where(set => !before.Sets.ContainsKey(set.Name)).ToList();
        var chains = after.Chains.Values.Where(chain => !before.Chains.ContainsKey(chain.Name)).ToList();
        if (sets.Count == 0 && chains.Count == 0)
            return;
        text.Append($"table {after.Family} {after.Name} {{\n");
        sets.ForEach(set => text.Append($"  {set.Declaration}\n"));
        foreach (var chain in chains)
        {
            text.Append(chain.Hook.Length > 0
                ? $"  chain {chain.Name} {{ {chain.Hook} }}\n"
                : $"  chain {chain.Name} {{ }}\n");
        }

        text.Append("}\n");
    }

    private static void FillChain(StringBuilder text, string where, NftChain? before, NftChain chain)
    {
        if (before is not null && before.Rules.SequenceEqual(chain.Rules, StringComparer.Ordinal))
            return;
        if (before is { Rules.Count: > 0 })
            text.Append($"flush chain {where} {chain.Name}\n");
        foreach (var rule in chain.Rules)
            text.Append($"add rule {where} {chain.Name} {rule}\n");
    }

    private static void RemoveElements(StringBuilder text, string where, NftSet? before, NftSet set)
    {
        if (before is null || before.Elements.Count == 0 || before.Elements.SetEquals(set.Elements))
            return;
        if (set.Flags.Length > 0)
            text.Append($"flush set {where} {set.Name}\n");
        else
            Elements(text, "delete", where, set.Name, before.Elements.Where(item => !set.Elements.Contains(item)));
    }

    private static void AddElements(StringBuilder text, string where, NftSet? before, NftSet set)
    {
        if (before is null || (set.Flags.Length > 0 && !before.Elements.SetEquals(set.Elements)))
            Elements(text, "add", where, set.Name, set.Elements);
        else
            Elements(text, "add", where, set.Name, set.Elements.Where(item => !before.Elements.Contains(item)));
    }

    private static void Elements(
        StringBuilder text, string verb, string where, string set, IEnumerable<string> elements)
    {
        foreach (var part in elements.Order(StringComparer.Ordinal).Chunk(ElementsPerCommand))
            text.Append($"{verb} element {where} {set} {{ ").AppendJoin(", ", part).Append(" }\n");
    }
}
