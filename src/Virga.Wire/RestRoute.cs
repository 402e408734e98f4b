using System.Buffers;
using System.Text.Json;

namespace Virga.Wire;

/// <summary>A parameter of the query string.</summary>
/// <param name="Name">As it is in the query string.</param>
/// <param name="Member">The member of the input that it fills.</param>
/// <param name="Type">The model's type: <c>string</c>, <c>integer</c>, <c>list</c> …</param>
public sealed record RestParameter(string Name, string Member, string Type);

/// <summary>How a request names an operation by method and path.</summary>
/// <param name="Path">With the members that stand in it: <c>/experiments/{id}</c>.</param>
public sealed record RestRoute(string Method, string Path, string Operation, IReadOnlyList<RestParameter> Query)
{
    private readonly string[] segments = Path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The values in a path, by member; null when the path is another.</summary>
    public Dictionary<string, string>? Match(string method, string path)
    {
        if (method != Method) return null;
        var given = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (given.Length != segments.Length) return null;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < given.Length; i++)
        {
            if (segments[i].StartsWith('{')) values[segments[i][1..^1]] = Uri.UnescapeDataString(given[i]);
            else if (segments[i] != given[i]) return null;
        }

        return values;
    }

    /// <summary>
    /// The whole input as one JSON object: the body's members, and those of path and query string. A body that is no
    /// object is given back as it is, for the reader to refuse.
    /// </summary>
    /// <param name="body">As it came; may be empty.</param>
    /// <param name="path">What <see cref="Match"/> found.</param>
    /// <param name="query">Name and value of each parameter that was given.</param>
    public ReadOnlyMemory<byte> Gather(
        ReadOnlyMemory<byte> body, Dictionary<string, string> path,
        IReadOnlyCollection<KeyValuePair<string, string>> query)
    {
        if (path.Count == 0 && query.Count == 0) return body;
        var whole = new ArrayBufferWriter<byte>(body.Length + 256);
        using var writer = new Utf8JsonWriter(whole);
        writer.WriteStartObject();
        foreach (var (member, value) in path) writer.WriteString(member, value);
        foreach (var parameter in Query)
            Write(writer, parameter, [.. query.Where(one => one.Key == parameter.Name).Select(one => one.Value)]);
        if (!TryCopy(writer, body, path)) return body;
        writer.WriteEndObject();
        writer.Flush();
        return whole.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter writer, RestParameter parameter, string[] values)
    {
        if (values.Length == 0) return;
        writer.WritePropertyName(parameter.Member);
        if (parameter.Type == "list")
        {
            writer.WriteStartArray();
            foreach (var value in values) writer.WriteStringValue(value);
            writer.WriteEndArray();
        }
        else if (parameter.Type is "integer" or "long" && long.TryParse(values[0], out var number))
        {
            writer.WriteNumberValue(number);
        }
        else if (parameter.Type == "boolean" && bool.TryParse(values[0], out var truth))
        {
            writer.WriteBooleanValue(truth);
        }
        else
        {
            // A number that is none is text, which the reader refuses by name.
            writer.WriteStringValue(values[0]);
        }
    }

    private static bool TryCopy(Utf8JsonWriter writer, ReadOnlyMemory<byte> body, Dictionary<string, string> path)
    {
        if (body.IsEmpty) return true;
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return false;
            foreach (var member in document.RootElement.EnumerateObject())
                if (!path.ContainsKey(member.Name)) member.WriteTo(writer);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
