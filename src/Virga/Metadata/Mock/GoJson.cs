using System.Globalization;
using System.Text;

namespace Virga.Metadata.Mock;

/// <summary>JSON as Go's encoding/json prints it: the escapes of its strings, and a field a line when
/// indented.</summary>
internal static class GoJson
{
    /// <summary>An object of fields, indented by tabs; a list stays on its field's line.</summary>
    public static string Indented(IEnumerable<(string Name, object? Value)> fields, string indent = "")
    {
        var text = new StringBuilder("{");
        var first = true;
        foreach (var (name, value) in fields)
        {
            text.Append(first ? "\n" : ",\n").Append(indent).Append('\t').Append(Quote(name)).Append(": ");
            AppendCompact(text, value);
            first = false;
        }

        return text.Append('\n').Append(indent).Append('}').ToString();
    }

    /// <summary>Nested maps with two spaces and sorted names in lower case, without nulls: the saved configuration.
    /// </summary>
    public static string Saved(ConfigMap map)
    {
        var text = new StringBuilder();
        AppendSaved(text, map, "");
        return text.ToString();
    }

    /// <summary>Any value on one line.</summary>
    public static string Compact(object? value)
    {
        var text = new StringBuilder();
        AppendCompact(text, value);
        return text.ToString();
    }

    private static void AppendSaved(StringBuilder text, object? value, string indent)
    {
        if (value is not ConfigMap map)
        {
            AppendCompact(text, value);
            return;
        }

        var kept = map.Where(entry => entry.Value is not null)
            .OrderBy(e => e.Key.ToLowerInvariant(), StringComparer.Ordinal);
        text.Append('{');
        var first = true;
        foreach (var (name, inner) in kept)
        {
            text.Append(first ? "\n" : ",\n").Append(indent).Append("  ").Append(Quote(name.ToLowerInvariant()))
                .Append(": ");
            AppendSaved(text, inner, indent + "  ");
            first = false;
        }

        if (!first) text.Append('\n').Append(indent);
        text.Append('}');
    }

    private static void AppendCompact(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null: text.Append("null"); break;
            case string s: text.Append(Quote(s)); break;
            case bool b: text.Append(b ? "true" : "false"); break;
            case ConfigMap map: AppendJoined(text, '{',
                map.Select(e => Quote(e.Key) + ":" + Compact(e.Value)), '}'); break;
            case List<object?> list: AppendJoined(text, '[', list.Select(Compact), ']'); break;
            default: text.Append(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture)); break;
        }
    }

    private static void AppendJoined(StringBuilder text, char open, IEnumerable<string> parts, char close) =>
        text.Append(open).AppendJoin(',', parts).Append(close);

    private static string Quote(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var c in value)
        {
            text.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '<' or '>' or '&' or < ' ' or '\u2028' or '\u2029' => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }

        return text.Append('"').ToString();
    }
}
