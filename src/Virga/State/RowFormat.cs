using System.Text.Json;

namespace Virga.State;

/// <summary>Reads a value of a row; the reader stands on its first token, and afterwards on its last.</summary>
internal delegate T ReadValue<out T>(ref Utf8JsonReader reader);

/// <summary>How rows of one kind stand in the journal. The source generator writes one for each.</summary>
internal sealed record RowFormat(ReadValue<Row> Read, Action<Utf8JsonWriter, Row> Write)
{
    /// <summary>Whether another property follows; the reader stands on its name then.</summary>
    public static bool NextProperty(ref Utf8JsonReader reader)
    {
        if (!reader.Read()) throw new JsonException("A row ends in the middle.");
        return reader.TokenType == JsonTokenType.PropertyName;
    }

    /// <summary>Whether the reader stands on a value that is not null.</summary>
    public static bool IsThere(ref Utf8JsonReader reader) => reader.TokenType != JsonTokenType.Null;

    public static List<T> ReadList<T>(ref Utf8JsonReader reader, ReadValue<T> element)
    {
        var list = new List<T>();
        if (reader.TokenType != JsonTokenType.StartArray) throw Unknown(ref reader);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) list.Add(element(ref reader));
        return list;
    }

    public static Dictionary<string, T> ReadMap<T>(ref Utf8JsonReader reader, ReadValue<T> value)
    {
        var map = new Dictionary<string, T>(StringComparer.Ordinal);
        while (NextProperty(ref reader))
        {
            var key = reader.GetString()!;
            reader.Read();
            map[key] = value(ref reader);
        }

        return map;
    }

    public static T[] ToArray<T>(List<T> list) => [.. list];

    public static SortedDictionary<string, T> ToSorted<T>(Dictionary<string, T> map) =>
        new(map, StringComparer.Ordinal);

    /// <summary>The error of a value that no version of Virga wrote there.</summary>
    public static JsonException Unknown(ref Utf8JsonReader reader) =>
        new($"The journal holds something else than expected at byte {reader.TokenStartIndex} of a row.");
}

/// <summary>
/// The formats of all kinds; made when the first row is written or read, so not without a data directory.
/// </summary>
internal static partial class RowFormats
{
    private static readonly Lazy<Dictionary<RowKind, RowFormat>> Formats = new(All);

    /// <summary>The format of a kind.</summary>
    public static RowFormat Of(RowKind kind) => Formats.Value[kind];

    private static partial Dictionary<RowKind, RowFormat> All();
}
