using Virga.Ec2.Instances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Tags;

/// <summary>
/// Writing and showing tags. Limits: EC2 User Guide, "Tag restrictions": 50 tags a resource, keys to 127 and values to
/// 255 characters, the prefix <c>aws:</c> reserved.
/// </summary>
internal static class Tagging
{
    private const int MaxTags = 50;
    private const int MaxKeyLength = 127;
    private const int MaxValueLength = 255;
    private const string Reserved = "aws:";

    /// <summary>A resource's tags as AWS shows them; an empty list where there are none.</summary>
    public static List<Tag> TagsOf(this WorldView at, string id) =>
        [.. (at.Find<TagsRow>(id)?.Tags ?? []).Select(tag => new Tag { Key = tag.Key, Value = tag.Value })];

    /// <summary>One tag's value, or null.</summary>
    public static string? TagOf(this WorldView at, string id, string key) =>
        at.Find<TagsRow>(id)?.Tags.GetValueOrDefault(key);

    /// <summary>Tags a new resource with what the request specifies for its type.</summary>
    /// <param name="change">The change that makes the resource.</param>
    /// <param name="specifications">The request's <c>TagSpecification</c> list.</param>
    /// <param name="resourceType">AWS's name of the new resource's type.</param>
    /// <param name="id">The new resource.</param>
    /// <param name="otherTypes">Further types that the operation makes and tags in other calls.</param>
    public static void TagNew(
        this Change change, List<TagSpecification>? specifications, string resourceType, string id,
        params ReadOnlySpan<string> otherTypes)
    {
        foreach (var specification in specifications ?? [])
        {
            var type = specification.ResourceType
                ?? throw CommonErrors.MissingParameter("TagSpecification.ResourceType");
            if (type == resourceType) Add(change, id, specification.Tags ?? []);
            else if (!otherTypes.Contains(type))
                throw CommonErrors.InvalidParameterValue(
                    $"'{type}' is not a valid taggable resource type for this operation.");
        }
    }

    /// <summary>The tags that a request specifies for resources of a type that are made later.</summary>
    public static SortedDictionary<string, string> Specified(
        List<TagSpecification>? specifications, string resourceType)
    {
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var one in (specifications ?? []).Where(one => one.ResourceType == resourceType))
            Merge(tags, one.Tags ?? []);
        return tags;
    }

    /// <summary>Adds or replaces tags of the user's.</summary>
    public static void Add(Change change, string id, IReadOnlyList<Tag> tags)
    {
        if (tags.Count == 0) return;
        MetadataOptionRules.CheckTagsOf(change, id, tags.Select(tag => tag.Key ?? ""));
        var next = Copy(change, id);
        Merge(next, tags);
        change.Put(new TagsRow(id, next));
    }

    private static void Merge(SortedDictionary<string, string> next, IReadOnlyList<Tag> tags)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tag in tags)
        {
            var key = tag.Key ?? throw CommonErrors.MissingParameter("Tag.Key");
            Check(key, tag.Value ?? "");
            if (!seen.Add(key)) throw CommonErrors.InvalidParameterValue($"Duplicate tag key '{key}' specified.");
            next[key] = tag.Value ?? "";
        }

        if (next.Keys.Count(key => !key.StartsWith(Reserved, StringComparison.Ordinal)) > MaxTags)
            throw new AwsException("TagLimitExceeded", "The maximum number of Tags for a resource has been reached.");
    }

    /// <summary>Sets a tag of the system's own, whose key begins with <c>aws:</c>; null takes it away.</summary>
    public static void SetSystem(Change change, string id, string key, string? value)
    {
        if (change.TagOf(id, key) == value) return;
        var next = Copy(change, id);
        if (value is null) next.Remove(key);
        else next[key] = value.Length > MaxValueLength ? value[..MaxValueLength] : value;
        change.Put(new TagsRow(id, next));
    }

    /// <summary>
    /// Deletes tags: without a list all of the user's; a tag without a value whatever its value is, else only when the
    /// value is the same (EC2 API Reference, DeleteTags).
    /// </summary>
    public static void Delete(Change change, string id, IReadOnlyList<Tag>? tags)
    {
        if (change.Find<TagsRow>(id) is null) return;
        var next = Copy(change, id);
        if (tags is not { Count: > 0 })
        {
            foreach (var key in next.Keys.Where(key => !key.StartsWith(Reserved, StringComparison.Ordinal)).ToList())
                next.Remove(key);
        }

        foreach (var tag in tags ?? [])
        {
            var key = tag.Key ?? throw CommonErrors.MissingParameter("Tag.Key");
            CheckKey(key);
            if (next.TryGetValue(key, out var value) && (tag.Value is null || tag.Value == value)) next.Remove(key);
        }

        if (next.Count == 0) change.Remove<TagsRow>(id);
        else change.Put(new TagsRow(id, next));
    }

    private static SortedDictionary<string, string> Copy(Change change, string id) =>
        change.Find<TagsRow>(id) is { } row
            ? new(row.Tags, StringComparer.Ordinal)
            : new(StringComparer.Ordinal);

    private static void Check(string key, string value)
    {
        CheckKey(key);
        if (value.Length > MaxValueLength)
            throw CommonErrors.InvalidParameterValue(
                $"Tag value exceeds the maximum length of {MaxValueLength} characters");
    }

    private static void CheckKey(string key)
    {
        if (key.Length == 0) throw CommonErrors.InvalidParameterValue("Tag key cannot be empty.");
        if (key.Length > MaxKeyLength)
            throw CommonErrors.InvalidParameterValue(
                $"Tag key exceeds the maximum length of {MaxKeyLength} characters");
        if (key.StartsWith(Reserved, StringComparison.OrdinalIgnoreCase))
            throw CommonErrors.InvalidParameterValue(
                $"Tag keys starting with '{Reserved}' are reserved for internal use");
    }
}
