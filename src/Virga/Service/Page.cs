using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Virga.Service;

/// <summary>One page of a list, and the token of the next page, or null at the end.</summary>
internal sealed record Page<T>(List<T> Items, string? NextToken);

/// <summary>
/// Page tokens. A token holds the sequence number of the last row of its page, so rows that come or go between two
/// pages neither repeat nor hide the others.
/// </summary>
internal static class PageToken
{
    private const string Mark = "virga1:";

    /// <summary>The token for going on after this row.</summary>
    public static string After(long sequence) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(Mark + sequence.ToString(CultureInfo.InvariantCulture)));

    /// <summary>
    /// The sequence number in a token; 0 for none. A token of anybody else is AWS's InvalidNextToken.
    /// </summary>
    public static long Read(string? token)
    {
        if (string.IsNullOrEmpty(token)) return 0;
        if (token.Length > 64 || !Base64Url.IsValid(token)) throw CommonErrors.InvalidNextToken();
        var text = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(token));
        return text.StartsWith(Mark, StringComparison.Ordinal)
            && long.TryParse(text.AsSpan(Mark.Length), CultureInfo.InvariantCulture, out var sequence)
            && sequence > 0
            ? sequence
            : throw CommonErrors.InvalidNextToken();
    }

    /// <summary>
    /// A page of items that are not rows, by position; for lists that never change, such as catalogues.
    /// </summary>
    public static Page<T> Slice<T>(IReadOnlyList<T> all, int? maxResults, string? token)
    {
        if (maxResults < 0)
            throw CommonErrors.InvalidParameterValue($"Value ({maxResults}) for parameter maxResults is invalid.");
        var start = (int)Math.Min(Read(token), all.Count);
        var count = Math.Min(maxResults ?? int.MaxValue, all.Count - start);
        var items = new List<T>(count);
        for (var i = start; i < start + count; i++) items.Add(all[i]);
        return new(items, start + count < all.Count ? After(start + count) : null);
    }
}
