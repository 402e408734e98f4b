using System.Text.Encodings.Web;
using System.Text.Json;

namespace Virga.Wire;

/// <summary>Writes members of shapes as JSON; null is left out.</summary>
internal static class JsonOutput
{
    /// <summary>AWS does not escape <c>+</c> or quotes the HTML way. No page ever shows these bytes as HTML.</summary>
    public static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true,
    };

    public static void String(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }

    public static void Boolean(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } flag)
            writer.WriteBoolean(name, flag);
    }

    public static void Integer(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, int? value)
    {
        if (value is { } number)
            writer.WriteNumber(name, number);
    }

    public static void Long(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
            writer.WriteNumber(name, number);
    }

    public static void Double(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number)
            writer.WriteNumber(name, number);
    }

    public static void Timestamp(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset? value)
    {
        if (value is { } time)
            writer.WriteNumber(name, WireTime.ToSeconds(time));
    }

    public static void Blob(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, byte[]? value)
    {
        if (value is not null)
            writer.WriteBase64String(name, value);
    }

    public static void Structure(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, IJsonOutput? value)
    {
        if (value is null)
            return;
        writer.WritePropertyName(name);
        WriteStructure(writer, value);
    }

    public static void Structures<T>(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, List<T>? values)
        where T : class, IJsonOutput => writer.List(name, values, WriteStructure);

    public static void Strings(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, List<string>? values) =>
        writer.List(name, values, WriteString);

    public static void List<T>(
        this Utf8JsonWriter writer, ReadOnlySpan<byte> name, List<T>? values, Action<Utf8JsonWriter, T> element)
    {
        if (values is null)
            return;
        writer.WritePropertyName(name);
        WriteList(writer, values, element);
    }

    public static void Map<T>(
        this Utf8JsonWriter writer, ReadOnlySpan<byte> name, Dictionary<string, T>? values,
        Action<Utf8JsonWriter, T> element)
    {
        if (values is null)
            return;
        writer.WritePropertyName(name);
        WriteMap(writer, values, element);
    }

    public static void WriteString(Utf8JsonWriter writer, string value) => writer.WriteStringValue(value);

    public static void WriteInteger(Utf8JsonWriter writer, int value) => writer.WriteNumberValue(value);

    public static void WriteStructure(Utf8JsonWriter writer, IJsonOutput value)
    {
        writer.WriteStartObject();
        value.Write(writer);
        writer.WriteEndObject();
    }

    public static void WriteList<T>(Utf8JsonWriter writer, List<T> values, Action<Utf8JsonWriter, T> element)
    {
        writer.WriteStartArray();
        foreach (var value in values)
            element(writer, value);
        writer.WriteEndArray();
    }

    public static void WriteMap<T>(
        Utf8JsonWriter writer, Dictionary<string, T> values, Action<Utf8JsonWriter, T> element)
    {
        writer.WriteStartObject();
        foreach (var (key, value) in values)
        {
            writer.WritePropertyName(key);
            element(writer, value);
        }
        writer.WriteEndObject();
    }
}
