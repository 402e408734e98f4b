using System.Buffers.Text;
using System.Text;

namespace Virga.Wire;

/// <summary>One level of a form. Reading a parameter marks it as known; what is absent reads as null.</summary>
public readonly struct QueryNode
{
    private readonly QueryDocument document;
    private readonly int index;

    internal QueryNode(QueryDocument document, int index) => (this.document, this.index) = (document, index);

    internal QueryDocument Document => document;

    /// <summary>A text parameter at this level.</summary>
    public string? String(ReadOnlySpan<byte> name) =>
        Leaf(name) is var leaf && leaf < 0 ? null : Encoding.UTF8.GetString(document.Consume(leaf));

    /// <summary>One of the values of an enumeration.</summary>
    internal string? Enum(ReadOnlySpan<byte> name, Func<string, bool> isKnown) =>
        Leaf(name) is var leaf && leaf < 0 ? null : ReadEnum(leaf, isKnown);

    internal int? Integer(ReadOnlySpan<byte> name) => Leaf(name) is var leaf && leaf < 0 ? null : ReadInteger(leaf);

    internal long? Long(ReadOnlySpan<byte> name) => Leaf(name) is var leaf && leaf < 0 ? null : ReadLong(leaf);

    internal double? Double(ReadOnlySpan<byte> name)
    {
        if (Leaf(name) is var leaf && leaf < 0)
            return null;
        var text = document.Consume(leaf);
        return Utf8Parser.TryParse(text, out double value, out var used) && used == text.Length
            && double.IsFinite(value)
            ? value
            : throw Fault(InputFault.InvalidNumber, leaf);
    }

    internal bool? Boolean(ReadOnlySpan<byte> name)
    {
        if (Leaf(name) is var leaf && leaf < 0)
            return null;
        var text = document.Consume(leaf);
        if (Ascii.EqualsIgnoreCase(text, "true"u8) || text.SequenceEqual("1"u8))
            return true;
        return Ascii.EqualsIgnoreCase(text, "false"u8) || text.SequenceEqual("0"u8)
            ? false
            : throw Fault(InputFault.InvalidBoolean, leaf);
    }

    internal DateTimeOffset? Timestamp(ReadOnlySpan<byte> name)
    {
        if (Leaf(name) is var leaf && leaf < 0)
            return null;
        return WireTime.TryParse(Encoding.UTF8.GetString(document.Consume(leaf)), out var value)
            ? value
            : throw Fault(InputFault.InvalidTimestamp, leaf);
    }

    internal byte[]? Blob(ReadOnlySpan<byte> name)
    {
        if (Leaf(name) is var leaf && leaf < 0)
            return null;
        var text = document.Consume(leaf);
        var buffer = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        return Base64.DecodeFromUtf8(text, buffer, out var used, out var written) == System.Buffers.OperationStatus.Done
            && used == text.Length
            ? buffer.AsSpan(0, written).ToArray()
            : throw Fault(InputFault.InvalidBlob, leaf);
    }

    internal T? Structure<T>(ReadOnlySpan<byte> name) where T : class, IQueryInput<T> =>
        document.Child(index, name) is var child && child >= 0 && document.HasChildren(child)
            ? T.Read(new(document, child))
            : null;

    internal List<T>? Structures<T>(ReadOnlySpan<byte> name) where T : class, IQueryInput<T>
    {
        if (Items(name) is not { } items)
            return null;
        var list = new List<T>(items.Length);
        foreach (var item in items)
            list.Add(T.Read(new(document, item)));
        return list;
    }

    internal List<string>? Strings(ReadOnlySpan<byte> name)
    {
        if (Items(name) is not { } items)
            return null;
        var list = new List<string>(items.Length);
        foreach (var item in items)
            if (document.HasValue(item))
                list.Add(Encoding.UTF8.GetString(document.Consume(item)));
        return list;
    }

    internal List<string>? Enums(ReadOnlySpan<byte> name, Func<string, bool> isKnown)
    {
        if (Items(name) is not { } items)
            return null;
        var list = new List<string>(items.Length);
        foreach (var item in items)
            if (document.HasValue(item))
                list.Add(ReadEnum(item, isKnown));
        return list;
    }

    internal List<int>? Integers(ReadOnlySpan<byte> name)
    {
        if (Items(name) is not { } items)
            return null;
        var list = new List<int>(items.Length);
        foreach (var item in items)
            if (document.HasValue(item))
                list.Add(ReadInteger(item));
        return list;
    }

    internal List<long>? Longs(ReadOnlySpan<byte> name)
    {
        if (Items(name) is not { } items)
            return null;
        var list = new List<long>(items.Length);
        foreach (var item in items)
            if (document.HasValue(item))
                list.Add(ReadLong(item));
        return list;
    }

    /// <summary>The level below, where the protocol puts <c>member</c> between a list and its numbers.</summary>
    internal QueryNode Wrapper(ReadOnlySpan<byte> name) =>
        document.Child(index, name) is var child && child >= 0 ? new(document, child) : new(document, -1);

    /// <summary>Notes a required member that is absent.</summary>
    internal void Require(bool isAbsent, ReadOnlySpan<byte> name)
    {
        if (isAbsent)
            document.Missing(index, name);
    }

    private int Leaf(ReadOnlySpan<byte> name)
    {
        var child = document.Child(index, name);
        return child >= 0 && document.HasValue(child) ? child : -1;
    }

    /// <summary>The items of a list; <c>Name=</c> with nothing behind it is an empty list.</summary>
    private int[]? Items(ReadOnlySpan<byte> name)
    {
        if (index < 0)
            return null;
        if (document.HasValue(index))
            return document.Value(index).Length == 0 ? [] : null;
        if (document.Child(index, name) is var list && list < 0)
            return null;
        if (document.HasChildren(list))
            return document.Items(list);
        if (document.Value(list).Length > 0)
            return null;
        document.Consume(list);
        return [];
    }

    private string ReadEnum(int leaf, Func<string, bool> isKnown)
    {
        var text = Encoding.UTF8.GetString(document.Consume(leaf));
        return isKnown(text) ? text : throw Fault(InputFault.InvalidEnum, leaf);
    }

    private int ReadInteger(int leaf)
    {
        var text = document.Consume(leaf);
        return Utf8Parser.TryParse(text, out int value, out var used) && used == text.Length
            ? value
            : throw Fault(InputFault.InvalidNumber, leaf);
    }

    private long ReadLong(int leaf)
    {
        var text = document.Consume(leaf);
        return Utf8Parser.TryParse(text, out long value, out var used) && used == text.Length
            ? value
            : throw Fault(InputFault.InvalidNumber, leaf);
    }

    private InputException Fault(InputFault fault, int node) =>
        new(fault, document.Path(node), Encoding.UTF8.GetString(document.Value(node)));
}
