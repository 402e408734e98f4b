namespace Virga.Service;

/// <summary>
/// AWS's filter patterns: <c>*</c> any run, <c>?</c> one character, a backslash takes the next one literally. Linear in
/// the length of the text for each star.
/// </summary>
internal static class Wildcard
{
    /// <summary>Whether a pattern has anything but literal characters.</summary>
    public static bool IsPattern(string pattern) => pattern.AsSpan().ContainsAny('*', '?', '\\');

    public static bool IsMatch(string pattern, string text, StringComparison comparison = StringComparison.Ordinal)
    {
        if (!IsPattern(pattern)) return string.Equals(pattern, text, comparison);
        var ignoresCase = comparison == StringComparison.OrdinalIgnoreCase;
        int p = 0, t = 0, star = -1, resume = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                resume = t;
            }
            else if (p < pattern.Length && TryMatchOne(pattern, ref p, text[t], ignoresCase))
            {
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++resume;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*') p++;
        return p == pattern.Length;
    }

    private static bool TryMatchOne(string pattern, ref int p, char c, bool ignoresCase)
    {
        var next = p;
        if (pattern[next] == '?')
        {
            p = next + 1;
            return true;
        }

        if (pattern[next] == '\\' && next + 1 < pattern.Length) next++;
        var isSame = pattern[next] == c
            || (ignoresCase && char.ToLowerInvariant(pattern[next]) == char.ToLowerInvariant(c));
        if (isSame) p = next + 1;
        return isSame;
    }
}
