using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr;

/// <summary>One page of rows in order of creation; ECR's lists hold 100 items unless told otherwise.</summary>
internal static class EcrPage
{
    private const int DefaultSize = 100;

    /// <summary>The rows that follow the token, and the token of what follows them.</summary>
    public static (List<T> Items, string? NextToken) Of<T>(IEnumerable<T> rows, int? maxResults, string? token)
        where T : Row
    {
        var after = Read(token);
        var size = maxResults ?? DefaultSize;
        var items = rows.Where(row => row.Sequence > after).OrderBy(row => row.Sequence).Take(size + 1).ToList();
        if (items.Count <= size) return (items, null);
        items.RemoveAt(size);
        return (items, PageToken.After(items[^1].Sequence));
    }

    /// <summary>A page of items that are not rows.</summary>
    public static Page<T> Slice<T>(IReadOnlyList<T> all, int? maxResults, string? token)
    {
        Read(token);
        return PageToken.Slice(all, maxResults ?? DefaultSize, token);
    }

    private static long Read(string? token)
    {
        try
        {
            return PageToken.Read(token);
        }
        catch (AwsException)
        {
            throw EcrErrors.InvalidParameter("nextToken", "Invalid token");
        }
    }
}
