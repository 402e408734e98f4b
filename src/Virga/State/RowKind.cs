using System.Buffers;
using System.Text.Json;

namespace Virga.State;

/// <summary>
/// What generic code must know of a kind of row: its name in the journal, how it is written there, the prefix of its
/// ids, AWS's name of the resource type in tags, and the error for an id that does not exist.
/// </summary>
internal abstract class RowKind
{
    private static int kinds;

    private protected RowKind(string name)
    {
        Name = name;
        Ordinal = Interlocked.Increment(ref kinds) - 1;
    }

    /// <summary>How many kinds have been seen: the size of a partition's array of tables.</summary>
    public static int Count => Volatile.Read(ref kinds);

    /// <summary>The name in the journal, for ever: <c>vpc</c>.</summary>
    public string Name { get; }

    /// <summary>Position in a partition's array of tables; differs from run to run.</summary>
    public int Ordinal { get; }

    /// <summary>The part of the id before the dash (<c>vpc</c>), or null where ids are names.</summary>
    public string? Prefix { get; init; }

    /// <summary>What follows the prefix; hex digits nearly everywhere.</summary>
    public IdForm Form { get; init; }

    /// <summary>
    /// AWS's resource type in tag specifications (<c>vpc-flow-log</c>), or null where it takes no tags.
    /// </summary>
    public string? ResourceType { get; init; }

    /// <summary>AWS's error for an id of the right form which does not exist.</summary>
    public Func<string, Exception>? NotFound { get; init; }

    /// <summary>AWS's error for an id of the wrong form, where the family has one of its own.</summary>
    public Func<string, Exception>? Malformed { get; init; }

    /// <summary>The indexes that each table of this kind keeps.</summary>
    public IReadOnlyList<Index> Indexes => DeclaredIndexes;

    private protected List<Index> DeclaredIndexes { get; } = [];

    /// <summary>An empty table of this kind.</summary>
    public abstract Table NoRows { get; }

    /// <summary>Reads a row that the journal wrote.</summary>
    public Row Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return RowFormats.Of(this).Read(ref reader);
    }

    /// <summary>Writes a row for the journal.</summary>
    public byte[] Write(Row row)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        RowFormats.Of(this).Write(writer, row);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}

/// <inheritdoc/>
internal sealed class RowKind<T>(string name) : RowKind(name)
    where T : Row
{
    /// <summary>Declares an index over one value a row; a row whose value is null is left out.</summary>
    public Index<T> Index(Func<T, string?> key) =>
        IndexMany(row => key(row) is { } value ? [value] : []);

    /// <summary>Declares an index over several values a row. Declare it in a static field beside <c>Kind</c>.</summary>
    public Index<T> IndexMany(Func<T, IEnumerable<string>> keys)
    {
        var index = new Index<T>(DeclaredIndexes.Count, row => keys((T)row));
        DeclaredIndexes.Add(index);
        return index;
    }

    public override Table NoRows => field ??= new Table<T>(this);
}

/// <summary>A way to find rows by a value that they hold, kept up to date by the table.</summary>
internal class Index(int position, Func<Row, IEnumerable<string>> keys)
{
    /// <summary>Its place among the indexes of its kind.</summary>
    public int Position => position;

    /// <summary>The values of a row.</summary>
    public IEnumerable<string> Keys(Row row) => keys(row);
}

/// <summary>An <see cref="Index"/> over rows of this type.</summary>
internal sealed class Index<T>(int position, Func<Row, IEnumerable<string>> keys) : Index(position, keys)
    where T : Row;

/// <summary>How the ids of a kind of row look after their prefix.</summary>
internal enum IdForm
{
    /// <summary>8 to 17 hex digits: <c>vpc-0a1b…</c>.</summary>
    Hex,

    /// <summary>A UUID: <c>fleet-12a3…-…</c>; with the empty prefix nothing else: reserved instances.</summary>
    Uuid,

    /// <summary>Eight letters and digits: <c>sir-3bg6hfcm</c>.</summary>
    Word,
}
