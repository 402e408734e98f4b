using System.Text;

namespace Virga.Bench;

/// <summary>An answer; its body is valid until the next request on the same connection.</summary>
internal readonly record struct Answer(int Status, ReadOnlyMemory<byte> Body)
{
    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>How often a text occurs in the body.</summary>
    public int Count(ReadOnlySpan<byte> text)
    {
        var count = 0;
        var rest = Body.Span;
        for (int at; (at = rest.IndexOf(text)) >= 0; count++) rest = rest[(at + text.Length)..];
        return count;
    }

    /// <summary>The text of the first element of a name; null where there is none.</summary>
    public string? Element(string name)
    {
        var text = Text;
        var start = text.IndexOf($"<{name}>", StringComparison.Ordinal);
        if (start < 0) return null;
        start += name.Length + 2;
        return text[start..text.IndexOf('<', start)];
    }
}
