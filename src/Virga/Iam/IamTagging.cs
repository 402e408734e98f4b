using Virga.Service;
using Virga.Wire.Iam;

namespace Virga.Iam;

/// <summary>
/// Tags of IAM's resources. Limits: IAM User Guide, "Tags for IAM resources": 50, keys without regard to case.
/// </summary>
internal static class IamTagging
{
    private const int MaxTags = 50;

    /// <summary>The tags of a new resource.</summary>
    public static IReadOnlyList<IamTag> New(List<Tag>? tags) => Merge([], tags);

    /// <summary>Adds tags, or replaces the values of those that are there.</summary>
    public static IReadOnlyList<IamTag> Merge(IReadOnlyList<IamTag> before, List<Tag>? tags)
    {
        var next = before.ToList();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var tag in tags ?? [])
        {
            var key = tag.Key ?? throw IamErrors.Validation("The tag key is missing.");
            if (!seen.Add(key))
                throw IamErrors.InvalidInput(
                    "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
                throw IamErrors.InvalidInput("aws: prefixed tag key names are not allowed for external use.");
            var at = next.FindIndex(old => old.Key.Equals(key, StringComparison.OrdinalIgnoreCase));
            if (at < 0) next.Add(new(key, tag.Value ?? ""));
            else next[at] = new(key, tag.Value ?? "");
        }

        return next.Count <= MaxTags
            ? next
            : throw IamErrors.LimitExceeded("The number of tags has reached the maximum limit.");
    }

    /// <summary>Without the tags of these keys; unknown keys are no error.</summary>
    public static IReadOnlyList<IamTag> Without(IReadOnlyList<IamTag> before, List<string>? keys) =>
        [.. before.Where(tag => keys?.Contains(tag.Key, StringComparer.OrdinalIgnoreCase) != true)];

    /// <summary>As AWS shows them inside a resource: absent, not empty, when there are none.</summary>
    public static List<Tag>? Show(IReadOnlyList<IamTag> tags) => tags.Count == 0 ? null : List(tags);

    /// <summary>As the tag listings show them.</summary>
    public static List<Tag> List(IEnumerable<IamTag> tags) =>
        [.. tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })];
}
