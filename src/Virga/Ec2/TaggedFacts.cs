using Virga.Service;
using Virga.Wire.Ec2;

namespace Virga.Ec2;

/// <summary>
/// Filters for lists that gather rows of several accounts, so that tags are read from what is shown rather than from
/// the caller's table.
/// </summary>
internal static class TaggedFacts
{
    private const string TagPrefix = "tag:";

    /// <summary>The items that satisfy all filters, those on tags included.</summary>
    public static List<T> Filter<T>(
        IEnumerable<T> all, Func<T, List<Tag>?> tagsOf, Filters<T> known, List<Filter>? filters)
    {
        var tags = (filters ?? []).FindAll(IsAboutTags);
        var others = (filters ?? []).FindAll(filter => !IsAboutTags(filter));
        return FactList.Filter(
            all.Where(item => tags.TrueForAll(filter => HasTag(tagsOf(item) ?? [], filter))), known, others);
    }

    private static bool IsAboutTags(Filter filter) =>
        filter.Name is "tag-key" or "tag-value"
        || filter.Name?.StartsWith(TagPrefix, StringComparison.Ordinal) == true;

    private static bool HasTag(List<Tag> tags, Filter filter) => tags.Exists(tag => filter.Name switch
    {
        "tag-key" => Matches(filter, tag.Key),
        "tag-value" => Matches(filter, tag.Value),
        _ => tag.Key == filter.Name![TagPrefix.Length..] && Matches(filter, tag.Value),
    });

    private static bool Matches(Filter filter, string? value) =>
        value is not null && (filter.Values ?? []).Exists(pattern => Wildcard.IsMatch(pattern, value));
}
