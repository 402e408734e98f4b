using System.Text;
using System.Text.Json;

namespace Virga.Metadata;

/// <summary>
/// JSON as the metadata service of EC2 prints it: two spaces, " : " between name and value, lists as "[ "a" ]", no
/// newline at the end (captures of credentials and identity documents).
/// </summary>
internal static class AwsJson
{
    public static string Object(IEnumerable<(string Name, object? Value)> fields, string indent = "")
    {
        var lines = fields.Select(field => $"{indent}  \"{field.Name}\" : {Value(field.Value)}");
        return "{\n" + string.Join(",\n", lines) + $"\n{indent}}}";
    }

    /// <summary>A list of objects in the form of scheduled events; an empty one is "[]".</summary>
    public static string List(IReadOnlyCollection<IEnumerable<(string Name, object? Value)>> objects) =>
        objects.Count == 0 ? "[]" : "[ " + string.Join(", ", objects.Select(fields => "\n  " + Object(fields, "  ")))
            + " \n]";

    /// <summary>The ISO form with seconds and Z; botocore reads no other.</summary>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>"21 Jan 2019 09:00:43 GMT", the form of scheduled events.</summary>
    public static string GmtTime(DateTimeOffset time) =>
        time.UtcDateTime.ToString("d MMM yyyy HH:mm:ss 'GMT'", System.Globalization.CultureInfo.InvariantCulture);

    private static string Value(object? value) => value switch
    {
        null => "null",
        IReadOnlyCollection<string> list => "[ " + string.Join(", ", list.Select(Quoted)) + " ]",
        _ => Quoted((string)value),
    };

    private static string Quoted(string text) =>
        $"\"{Encoding.UTF8.GetString(JsonEncodedText.Encode(text,
            global::System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes)}\"";
}
