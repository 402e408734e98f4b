using System.Text;

namespace Virga.Wire.Signing;

/// <summary>Sorted, strictly encoded parameters; the signature itself is left out.</summary>
internal static class CanonicalQuery
{
    public static void Append(StringBuilder text, string rawQuery)
    {
        if (rawQuery.Length == 0)
            return;
        var pairs = new List<(string Name, string Value)>();
        foreach (var range in rawQuery.AsSpan().Split('&'))
        {
            var pair = rawQuery.AsSpan()[range];
            if (pair.IsEmpty)
                continue;
            var equals = pair.IndexOf('=');
            var name = equals < 0 ? pair : pair[..equals];
            if (name.SequenceEqual(PresignedQuery.Signature))
                continue;
            pairs.Add((Recode(name), equals < 0 ? "" : Recode(pair[(equals + 1)..])));
        }
        pairs.Sort(static (a, b) =>
        {
            var byName = string.CompareOrdinal(a.Name, b.Name);
            return byName != 0 ? byName : string.CompareOrdinal(a.Value, b.Value);
        });
        for (var i = 0; i < pairs.Count; i++)
        {
            if (i > 0)
                text.Append('&');
            text.Append(pairs[i].Name).Append('=').Append(pairs[i].Value);
        }
    }

    /// <summary>A plus sign in a query is a blank, as in forms: botocore sends it so and signs %20.</summary>
    private static string Recode(ReadOnlySpan<char> text) => PercentEncoding.Encode(
        PercentEncoding.Decode(text.Contains('+') ? text.ToString().Replace('+', ' ') : text));
}
