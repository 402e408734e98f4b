namespace Virga.Wire;

/// <summary>
/// Finds a child by name in constant time, for forms with many parameters; small forms are searched in a line instead.
/// The hash is seeded by the process, so that nobody can prepare names that collide.
/// </summary>
internal sealed class QueryIndex
{
    private const int SmallForm = 48;

    private int[]? slots;
    private int[] hashes = [];
    private int count;

    public QueryIndex(int parameters)
    {
        if (parameters > SmallForm)
            Reserve(256);
    }

    public bool IsUsed => slots is not null;

    /// <summary>The node, or -1.</summary>
    public int Find(QueryDocument document, int parent, ReadOnlySpan<byte> name)
    {
        var hash = Hash(parent, name);
        for (var slot = hash & (slots!.Length - 1); slots[slot] != 0; slot = (slot + 1) & (slots.Length - 1))
            if (hashes[slot] == hash && document.IsChild(slots[slot], parent, name))
                return slots[slot];
        return -1;
    }

    public void Add(int parent, ReadOnlySpan<byte> name, int node)
    {
        if (++count * 2 > slots!.Length)
            Grow();
        Place(Hash(parent, name), node);
    }

    private void Place(int hash, int node)
    {
        var slot = hash & (slots!.Length - 1);
        while (slots[slot] != 0)
            slot = (slot + 1) & (slots.Length - 1);
        (slots[slot], hashes[slot]) = (node, hash);
    }

    private void Grow()
    {
        var (oldSlots, oldHashes) = (slots!, hashes);
        Reserve(oldSlots.Length * 4);
        for (var slot = 0; slot < oldSlots.Length; slot++)
            if (oldSlots[slot] != 0)
                Place(oldHashes[slot], oldSlots[slot]);
    }

    private void Reserve(int size) => (slots, hashes) = (new int[size], new int[size]);

    private static int Hash(int parent, ReadOnlySpan<byte> name)
    {
        var hash = new HashCode();
        hash.Add(parent);
        hash.AddBytes(name);
        return hash.ToHashCode();
    }
}
