using System.Numerics;

namespace Virga.State;

/// <summary>
/// An immutable map from numbers to items, in order of the numbers. Each change gives a new map that shares all but
/// the few nodes on the way to the changed item: a radix tree of 32 ways, whose nodes hold only the slots that are
/// used, and whose items stand as high as they are alone. docs/decisions/tables.md says why not a library's.
/// </summary>
internal sealed class Trie
{
    private const int Bits = 5;
    private const int Ways = 1 << Bits;

    private readonly Func<object, ulong> keyOf;
    private readonly Node root;

    // How far a key is shifted right to leave the root's digit; all keys fit.
    private readonly int shift;

    /// <summary>An empty map.</summary>
    /// <param name="keyOf">The number of an item, for ever the same.</param>
    public Trie(Func<object, ulong> keyOf)
        : this(keyOf, Node.Empty, 0, 0)
    {
    }

    private Trie(Func<object, ulong> keyOf, Node root, int shift, int count)
    {
        this.keyOf = keyOf;
        this.root = root;
        this.shift = shift;
        Count = count;
    }

    /// <summary>How many items.</summary>
    public int Count { get; }

    /// <summary>All items in order of their numbers.</summary>
    public IEnumerable<object> All => From(0);

    /// <summary>The item with the greatest number, or null.</summary>
    public object? Last
    {
        get
        {
            var slot = (object?)root;
            while (slot is Node node) slot = node.Slots.Length == 0 ? null : node.Slots[^1];
            return slot;
        }
    }

    /// <summary>The item of this number, or null.</summary>
    public object? Find(ulong key)
    {
        if (key >> shift >= Ways) return null;
        var node = root;
        for (var at = shift; ; at -= Bits)
        {
            var bit = Bit(key, at);
            if ((node.Used & bit) == 0) return null;
            var slot = node.Slots[Position(node, bit)];
            if (slot is not Node next) return keyOf(slot) == key ? slot : null;
            node = next;
        }
    }

    /// <summary>The map with this item, in place of the one with its number where there is one.</summary>
    public Trie With(object item)
    {
        var key = keyOf(item);
        var (top, height) = (root, shift);
        for (; key >> height >= Ways; height += Bits)
        {
            // A lone item stands where it is alone; more of them go one level down, all below the digit 0.
            if (top.Slots.Length > 1 || (top.Slots.Length == 1 && top.Slots[0] is Node)) top = new(1, [top]);
            else if (top.Slots.Length == 1) top = new(Bit(keyOf(top.Slots[0]), height + Bits), top.Slots);
        }

        var isNew = false;
        top = With(top, height, key, item, ref isNew);
        return new(keyOf, top, height, isNew ? Count + 1 : Count);
    }

    /// <summary>The map without the item of this number.</summary>
    public Trie Without(ulong key) =>
        Find(key) is null ? this : new(keyOf, Without(root, shift, key), shift, Count - 1);

    /// <summary>The items whose number is at least this, in order.</summary>
    public IEnumerable<object> From(ulong least)
    {
        if (Count == 0 || least >> shift >= Ways) yield break;
        var path = new (Node Node, int Next)[(shift / Bits) + 1];
        var depth = 0;
        path[0] = (root, First(root, least, shift));
        // Whether the nodes so far are those of `least` itself; beside them everything is greater.
        var onEdge = true;
        while (depth >= 0)
        {
            ref var step = ref path[depth];
            if (step.Next == step.Node.Slots.Length)
            {
                depth--;
                onEdge = false;
                continue;
            }

            var at = shift - (depth * Bits);
            var slot = step.Node.Slots[step.Next];
            var isEdge = onEdge && (step.Node.Used & Bit(least, at)) != 0
                && step.Next == Position(step.Node, Bit(least, at));
            step.Next++;
            if (slot is Node next)
            {
                onEdge = isEdge;
                path[++depth] = (next, isEdge ? First(next, least, at - Bits) : 0);
            }
            else
            {
                onEdge = false;
                if (!isEdge || keyOf(slot) >= least) yield return slot;
            }
        }
    }

    private Node With(Node node, int at, ulong key, object item, ref bool isNew)
    {
        var bit = Bit(key, at);
        var position = Position(node, bit);
        if ((node.Used & bit) == 0)
        {
            isNew = true;
            var slots = new object[node.Slots.Length + 1];
            Array.Copy(node.Slots, slots, position);
            slots[position] = item;
            Array.Copy(node.Slots, position, slots, position + 1, node.Slots.Length - position);
            return new(node.Used | bit, slots);
        }

        var there = node.Slots[position];
        if (there is Node next) return node.Replaced(position, With(next, at - Bits, key, item, ref isNew));
        var old = keyOf(there);
        if (old == key) return node.Replaced(position, item);
        isNew = true;
        return node.Replaced(position, Pair(at - Bits, old, there, key, item));
    }

    private static Node Pair(int at, ulong keyA, object a, ulong keyB, object b)
    {
        var (bitA, bitB) = (Bit(keyA, at), Bit(keyB, at));
        if (bitA == bitB) return new(bitA, [Pair(at - Bits, keyA, a, keyB, b)]);
        return new(bitA | bitB, bitA < bitB ? [a, b] : [b, a]);
    }

    // The caller knows that the item is there.
    private static Node Without(Node node, int at, ulong key)
    {
        var bit = Bit(key, at);
        var position = Position(node, bit);
        if (node.Slots[position] is Node next)
        {
            var rest = Without(next, at - Bits, key);
            // A lone item moves up again, so that a map does not remember what it once held.
            return node.Replaced(position, rest.Slots is [not Node] ? rest.Slots[0] : rest);
        }

        var slots = new object[node.Slots.Length - 1];
        Array.Copy(node.Slots, slots, position);
        Array.Copy(node.Slots, position + 1, slots, position, slots.Length - position);
        return new(node.Used & ~bit, slots);
    }

    private static int First(Node node, ulong least, int at) => Position(node, Bit(least, at));

    private static uint Bit(ulong key, int at) => 1u << (int)((key >> at) & (Ways - 1));

    private static int Position(Node node, uint bit) => BitOperations.PopCount(node.Used & (bit - 1));

    /// <summary>One digit of the numbers: a bit for each value that is used, and their slots in order.</summary>
    private sealed class Node(uint used, object[] slots)
    {
        public static readonly Node Empty = new(0, []);

        public uint Used => used;

        /// <summary>Items, and nodes of the next digit.</summary>
        public object[] Slots => slots;

        public Node Replaced(int position, object slot)
        {
            var next = (object[])slots.Clone();
            next[position] = slot;
            return new(used, next);
        }
    }
}
