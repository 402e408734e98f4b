namespace Virga.Wire.Signing;

/// <summary>Reads single parameters of a raw query string without making a dictionary of it.</summary>
internal static class RawQueryReader
{
    /// <summary>The still encoded value of the first parameter of this name; empty when there is none.</summary>
    public static ReadOnlySpan<char> Find(ReadOnlySpan<char> query, string name)
    {
        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            if (pair.Length > name.Length && pair[name.Length] == '='
                && pair.StartsWith(name, StringComparison.Ordinal))
                return pair[(name.Length + 1)..];
        }
        return default;
    }
}
