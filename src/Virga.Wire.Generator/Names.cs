using System.Text;

namespace Virga.Wire.Generator;

/// <summary>Names and literals of C#.</summary>
internal static class Names
{
    /// <summary><c>ec2-instance-connect</c> is <c>Ec2InstanceConnect</c>.</summary>
    public static string Pascal(string name) =>
        string.Concat(name.Split('-', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    public static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    public static string Utf8(string text) => $"\"{text}\"u8";

    /// <summary>A string literal without surprises.</summary>
    public static string Literal(string text) =>
        "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\t", "\\t") + "\"";

    /// <summary><c>m5.24xlarge</c> is <c>M5_24xlarge</c>, <c>not-applicable</c> is <c>NotApplicable</c>.</summary>
    public static string Constant(string value)
    {
        var name = new StringBuilder();
        var isStart = true;
        foreach (var c in value)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                isStart = true;
                continue;
            }
            if (isStart && char.IsAsciiDigit(c) && (name.Length == 0 || char.IsAsciiDigit(name[^1])))
                name.Append('_');
            name.Append(isStart ? char.ToUpperInvariant(c) : c);
            isStart = false;
        }
        return name.Length == 0 ? "Empty" : name.ToString();
    }
}
