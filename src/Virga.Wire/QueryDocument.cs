using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace Virga.Wire;

/// <summary>
/// A form (<c>application/x-www-form-urlencoded</c>) as a tree: <c>Filter.1.Name=vpc-id</c> is a leaf three levels
/// down.
/// Two arrays hold everything; time is linear in the length of the body, also for hostile input.
/// </summary>
public sealed class QueryDocument
{
    private const int RootIndex = 0;
    private const int None = -1;

    private readonly byte[] bytes;
    private readonly QueryIndex index;
    private Entry[] entries;
    private int length;
    private int count = 1;
    private int parameters;
    private string? missing;

    private QueryDocument(int capacity, int parameters)
    {
        bytes = capacity == 0 ? [] : new byte[capacity];
        entries = new Entry[Math.Min(parameters, QueryLimits.Parameters) * 2 + 2];
        entries[RootIndex] = new() { Parent = None, First = None, Last = None, Next = None, ValueLength = None };
        index = new(parameters);
    }

    /// <summary>The node that holds all parameters.</summary>
    public QueryNode Root => new(this, RootIndex);

    /// <summary>Parses the body and, before it, the query string (without <c>?</c>).</summary>
    /// <exception cref="InputException">The form is malformed or beyond <see cref="QueryLimits"/>.</exception>
    public static QueryDocument Parse(ReadOnlySpan<byte> body, ReadOnlySpan<byte> queryString = default)
    {
        if (body.Length + queryString.Length > QueryLimits.BodyBytes)
            throw new InputException(InputFault.TooLong, "");
        var pairs = body.Count((byte)'&') + queryString.Count((byte)'&') + 2;
        var document = new QueryDocument(body.Length + queryString.Length + 2 * pairs, pairs);
        document.Add(queryString);
        document.Add(body);
        return Utf8.IsValid(document.bytes.AsSpan(0, document.length))
            ? document
            : throw new InputException(InputFault.Malformed, "");
    }

    private void Add(ReadOnlySpan<byte> form)
    {
        while (!form.IsEmpty)
        {
            var end = form.IndexOf((byte)'&');
            var pair = end < 0 ? form : form[..end];
            form = end < 0 ? default : form[(end + 1)..];
            if (!pair.IsEmpty)
                AddPair(pair);
        }
    }

    private void AddPair(ReadOnlySpan<byte> pair)
    {
        var equals = pair.IndexOf((byte)'=');
        var name = Decode(equals < 0 ? pair : pair[..equals]);
        var value = Decode(equals < 0 ? default : pair[(equals + 1)..]);
        if (++parameters > QueryLimits.Parameters)
            throw new InputException(InputFault.TooMany, Text(name));
        if (name.Length > QueryLimits.NameBytes)
            throw new InputException(InputFault.TooLong, Text(name with { Length = QueryLimits.NameBytes }));
        // Found first: a new node may move the array.
        var node = Leaf(name);
        ref var leaf = ref entries[node];
        if (leaf.ValueLength != None || leaf.First != None)
            throw new InputException(InputFault.Malformed, Text(name));
        leaf.ValueStart = value.Start;
        leaf.ValueLength = value.Length;
    }

    /// <summary>
    /// Undoes <c>%XX</c> and <c>+</c>. A zero byte after each part keeps UTF-8 sequences from joining.
    /// </summary>
    private Part Decode(ReadOnlySpan<byte> encoded)
    {
        var start = length;
        while (!encoded.IsEmpty)
        {
            var plain = encoded.IndexOfAny((byte)'%', (byte)'+');
            var run = plain < 0 ? encoded : encoded[..plain];
            run.CopyTo(bytes.AsSpan(length));
            length += run.Length;
            if (plain < 0)
                break;
            encoded = encoded[plain..];
            var isSpace = encoded[0] == (byte)'+';
            bytes[length++] = isSpace ? (byte)' ' : Escaped(encoded);
            encoded = encoded[(isSpace ? 1 : 3)..];
        }
        var part = new Part(start, length - start);
        bytes[length++] = 0;
        return part;
    }

    private static byte Escaped(ReadOnlySpan<byte> encoded)
    {
        if (encoded.Length >= 3
            && Utf8Parser.TryParse(encoded.Slice(1, 2), out byte value, out var used, 'x') && used == 2)
            return value;
        var escape = Encoding.UTF8.GetString(encoded[..Math.Min(3, encoded.Length)]);
        throw new InputException(InputFault.Malformed, escape);
    }

    /// <summary>Walks down the parts between dots, and makes what is not there yet.</summary>
    private int Leaf(Part name)
    {
        var node = RootIndex;
        var start = name.Start;
        var end = name.Start + name.Length;
        for (var depth = 1; ; depth++)
        {
            if (depth > QueryLimits.Depth)
                throw new InputException(InputFault.TooDeep, Text(name));
            var dot = bytes.AsSpan(start, end - start).IndexOf((byte)'.');
            var part = new Part(start, dot < 0 ? end - start : dot);
            if (part.Length == 0 || entries[node].ValueLength != None)
                throw new InputException(InputFault.Malformed, Text(name));
            node = ChildOrNew(node, part);
            if (dot < 0)
                return node;
            start += dot + 1;
        }
    }

    private int ChildOrNew(int parent, Part part)
    {
        var name = bytes.AsSpan(part.Start, part.Length);
        var known = index.IsUsed ? index.Find(this, parent, name) : Child(parent, name);
        return known != None ? known : NewChild(parent, part);
    }

    private int NewChild(int parent, Part part)
    {
        if (count == entries.Length)
            Array.Resize(ref entries, count * 2);
        var made = count++;
        entries[made] = new()
        {
            Parent = parent, NameStart = part.Start, NameLength = part.Length,
            First = None, Last = None, Next = None, ValueLength = None,
        };
        ref var above = ref entries[parent];
        if (above.First == None)
            above.First = made;
        else
            entries[above.Last].Next = made;
        above.Last = made;
        if (index.IsUsed)
            index.Add(parent, bytes.AsSpan(part.Start, part.Length), made);
        return made;
    }

    /// <summary>The child of that name, or -1.</summary>
    internal int Child(int parent, ReadOnlySpan<byte> name)
    {
        for (var child = entries[parent].First; child != None; child = entries[child].Next)
            if (Name(child).SequenceEqual(name))
                return child;
        return None;
    }

    internal bool IsChild(int node, int parent, ReadOnlySpan<byte> name) =>
        entries[node].Parent == parent && Name(node).SequenceEqual(name);

    internal bool HasValue(int node) => entries[node].ValueLength != None;

    internal bool HasChildren(int node) => entries[node].First != None;

    internal ReadOnlySpan<byte> Name(int node) => bytes.AsSpan(entries[node].NameStart, entries[node].NameLength);

    internal ReadOnlySpan<byte> Value(int node) => bytes.AsSpan(entries[node].ValueStart, entries[node].ValueLength);

    /// <summary>The value; from now on the parameter counts as known.</summary>
    internal ReadOnlySpan<byte> Consume(int node)
    {
        entries[node].IsConsumed = true;
        return Value(node);
    }

    /// <summary>The nodes below a list, in order of their numbers. Gaps are fine, as on AWS.</summary>
    internal int[] Items(int list)
    {
        var size = 0;
        for (var child = entries[list].First; child != None; child = entries[child].Next)
            size++;
        var items = new int[size];
        var numbers = new int[size];
        var at = 0;
        for (var child = entries[list].First; child != None; child = entries[child].Next, at++)
            (items[at], numbers[at]) = (child, ItemNumber(child));
        Array.Sort(numbers, items);
        return items;
    }

    /// <summary>1 to 999,999,999 without a leading zero, so that no two names are the same number.</summary>
    private int ItemNumber(int node)
    {
        var name = Name(node);
        return name[0] is >= (byte)'1' and <= (byte)'9' && name.Length <= 9
            && Utf8Parser.TryParse(name, out int number, out var used) && used == name.Length
            ? number
            : throw new InputException(InputFault.Malformed, Path(node));
    }

    /// <summary>The whole name of a node as on the wire.</summary>
    internal string Path(int node)
    {
        var path = Encoding.UTF8.GetString(Name(node));
        for (var above = entries[node].Parent; above > RootIndex; above = entries[above].Parent)
            path = Encoding.UTF8.GetString(Name(above)) + "." + path;
        return path;
    }

    /// <summary>Notes the first required parameter that is absent; unknown parameters are told first.</summary>
    internal void Missing(int parent, ReadOnlySpan<byte> name) =>
        missing ??= (parent == RootIndex ? "" : Path(parent) + ".") + Encoding.UTF8.GetString(name);

    /// <summary>Throws for the first parameter nobody read, except those of every request.</summary>
    internal void ThrowIfUnknown()
    {
        for (var node = 1; node < count; node++)
            if (entries[node].ValueLength != None && !entries[node].IsConsumed && !IsCommon(Name(TopOf(node))))
                throw new InputException(InputFault.UnknownParameter, Path(node), Encoding.UTF8.GetString(Value(node)));
    }

    internal void ThrowIfMissing()
    {
        if (missing is not null)
            throw new InputException(InputFault.MissingParameter, missing);
    }

    private int TopOf(int node)
    {
        while (entries[node].Parent != RootIndex)
            node = entries[node].Parent;
        return node;
    }

    /// <summary>
    /// Parameters of every request: the operation, and signatures version 2 and 4 in the query string.
    /// </summary>
    private static bool IsCommon(ReadOnlySpan<byte> name) =>
        name.StartsWith("X-Amz-"u8)
        || name.SequenceEqual("Action"u8) || name.SequenceEqual("Version"u8)
        || name.SequenceEqual("AWSAccessKeyId"u8) || name.SequenceEqual("Signature"u8)
        || name.SequenceEqual("SignatureMethod"u8) || name.SequenceEqual("SignatureVersion"u8)
        || name.SequenceEqual("Timestamp"u8) || name.SequenceEqual("Expires"u8)
        || name.SequenceEqual("SecurityToken"u8);

    private string Text(Part part) => Encoding.UTF8.GetString(bytes, part.Start, part.Length);

    private readonly record struct Part(int Start, int Length);

    private struct Entry
    {
        public int Parent;
        public int NameStart;
        public int NameLength;
        public int ValueStart;
        public int ValueLength;
        public int First;
        public int Last;
        public int Next;
        public bool IsConsumed;
    }
}
