using System.Text;

namespace Virga.Wire.Generator;

/// <summary>
/// Writes a pattern of Java for .NET: there <c>\d \w \s</c> are ASCII, here they are Unicode. Everything else the
/// models
/// use means the same in both.
/// </summary>
internal static class NetPattern
{
    private const string Digits = "0-9", Word = "A-Za-z0-9_", Blanks = @" \t\n\x0B\f\r";

    public static string Of(string pattern)
    {
        var text = new StringBuilder();
        var isInSet = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length)
            {
                text.Append(Escape(pattern[++i], isInSet));
                continue;
            }
            // In Java a bracket inside a set opens a nested set; no pattern of the models means that.
            if (c == '[' && isInSet)
                text.Append('\\');
            isInSet = c == '[' || (isInSet && c != ']');
            text.Append(c);
        }
        return text.ToString();
    }

    private static string Escape(char letter, bool isInSet) => (letter, isInSet) switch
    {
        ('d', true) => Digits,
        ('w', true) => Word,
        ('s', true) => Blanks,
        ('d', false) => $"[{Digits}]",
        ('w', false) => $"[{Word}]",
        ('s', false) => $"[{Blanks}]",
        ('D', false) => $"[^{Digits}]",
        ('W', false) => $"[^{Word}]",
        ('S', false) => $"[^{Blanks}]",
        _ => "\\" + letter,
    };
}
