using Virga.Service;
using Virga.State;

namespace Virga.Ec2.Tags;

/// <summary>
/// The filters <c>tag:KEY</c>, <c>tag-key</c> and <c>tag-value</c>, which every taggable resource has.
/// </summary>
internal static class TagFilter
{
    /// <summary>A test of a resource id, or null when the filter is not about tags.</summary>
    public static Func<string, bool>? TryMake(WorldView at, string name, List<string> wanted)
    {
        var table = at.Rows<TagsRow>();
        if (name.StartsWith("tag:", StringComparison.Ordinal))
        {
            var key = name["tag:".Length..];
            if (key == BackendTag.Key)
                return id => (BackendTag.ValueOf(at, id) ?? at.TagOf(id, key)) is { } backend
                    && Matches(wanted, backend);
            return id => table.Find(id)?.Tags.TryGetValue(key, out var value) == true && Matches(wanted, value);
        }

        return name switch
        {
            "tag-key" => id => table.Find(id)?.Tags.Keys.Any(key => Matches(wanted, key)) == true,
            "tag-value" => id => table.Find(id)?.Tags.Values.Any(value => Matches(wanted, value)) == true,
            _ => null,
        };
    }

    private static bool Matches(List<string> patterns, string value) =>
        patterns.Exists(pattern => Wildcard.IsMatch(pattern, value));
}
