using System.Buffers.Text;
using System.Text;

namespace Virga.Iam;

/// <summary>
/// A page of a list that is sorted by a name. The marker holds the last name of the page, so that entities which come
/// or
/// go in between neither repeat nor hide others.
/// </summary>
internal sealed record IamPage<T>(List<T> Items, string? Marker)
{
    public bool IsTruncated => Marker is not null;
}

/// <summary>Cuts lists into pages.</summary>
internal static class IamPage
{
    /// <summary>How many items a page has when nobody says. Source: IAM API Reference, MaxItems.</summary>
    private const int DefaultItems = 100;

    public static IamPage<T> Of<T>(IEnumerable<T> all, Func<T, string> key, int? maxItems, string? marker)
    {
        var after = Read(marker);
        var items = all.OrderBy(key, StringComparer.Ordinal)
            .Where(item => after is null || string.CompareOrdinal(key(item), after) > 0)
            .Take((maxItems ?? DefaultItems) + 1).ToList();
        if (items.Count <= (maxItems ?? DefaultItems)) return new(items, null);
        items.RemoveAt(items.Count - 1);
        return new(items, Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key(items[^1]))));
    }

    private static string? Read(string? marker)
    {
        if (string.IsNullOrEmpty(marker)) return null;
        return Base64Url.IsValid(marker)
            ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(marker))
            : throw IamErrors.Validation("Invalid Marker.");
    }
}
