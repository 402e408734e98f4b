namespace Virga.State;

/// <summary>What a <see cref="NameTrie"/> holds: something that is found by a text.</summary>
internal interface INamed
{
    /// <summary>The text; two items with the same text are the same item.</summary>
    string Id { get; }
}

/// <summary>
/// An immutable map from texts to what they name, over a <see cref="Trie"/> of their hashes. The few items whose hashes
/// are the same share a slot.
/// </summary>
internal sealed class NameTrie
{
    public static readonly NameTrie Empty = new(new Trie(item => item is INamed[] several
        ? Hash(several[0].Id)
        : Hash(((INamed)item).Id)), 0);

    private readonly Trie byHash;

    private NameTrie(Trie byHash, int count)
    {
        this.byHash = byHash;
        Count = count;
    }

    /// <summary>How many items.</summary>
    public int Count { get; }

    /// <summary>What has this name, or null.</summary>
    public INamed? Find(string name) => byHash.Find(Hash(name)) switch
    {
        INamed one => one.Id == name ? one : null,
        INamed[] several => Array.Find(several, one => one.Id == name),
        _ => null,
    };

    /// <summary>The map with this item, in place of the one of its name where there is one.</summary>
    public NameTrie With(INamed item)
    {
        var isNew = true;
        object slot = item;
        switch (byHash.Find(Hash(item.Id)))
        {
            case INamed one:
                isNew = one.Id != item.Id;
                if (isNew) slot = (INamed[])[one, item];
                break;
            case INamed[] several:
                isNew = Find(item.Id) is null;
                slot = (INamed[])[.. several.Where(one => one.Id != item.Id), item];
                break;
        }

        return new(byHash.With(slot), isNew ? Count + 1 : Count);
    }

    /// <summary>The map without the item of this name.</summary>
    public NameTrie Without(string name)
    {
        if (Find(name) is null) return this;
        var hash = Hash(name);
        if (byHash.Find(hash) is not INamed[] several) return new(byHash.Without(hash), Count - 1);
        var rest = Array.FindAll(several, one => one.Id != name);
        return new(byHash.With(rest.Length == 1 ? rest[0] : rest), Count - 1);
    }

    // The runtime's hash is seeded for each process, so nobody can choose names that meet.
    private static ulong Hash(string name) => (uint)name.GetHashCode(StringComparison.Ordinal);
}
