using Virga.State;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Parameters;

/// <summary>Tags of parameters.</summary>
internal static class ParameterTags
{
    private const int MaxTags = 50;

    /// <summary>The row that a request means; only parameters can be tagged here.</summary>
    public static string Resource(WorldView at, string? type, string? id)
    {
        if (type != ResourceTypeForTagging.Parameter)
            throw new Virga.Service.AwsException("InvalidResourceType",
                $"Virga keeps no tags of the resource type {type}.");
        return at.Find<ParameterRow>(ParameterName.Parse(id!).Id)?.Id ?? throw SsmErrors.InvalidResourceId();
    }

    public static void Add(Change change, string id, List<Tag>? tags)
    {
        if (tags is not { Count: > 0 }) return;
        var next = Copy(change, id);
        foreach (var tag in tags) next[tag.Key!] = tag.Value ?? "";
        if (next.Count > MaxTags)
            throw new Virga.Service.AwsException("TooManyTagsError", "The Targets parameter includes too many tags.");
        change.Put(new TagsRow(id, next));
    }

    public static void Remove(Change change, string id, List<string>? keys)
    {
        var next = Copy(change, id);
        foreach (var key in keys ?? []) next.Remove(key);
        if (next.Count == 0) change.Remove<TagsRow>(id);
        else change.Put(new TagsRow(id, next));
    }

    public static List<Tag> List(WorldView at, string id) =>
        [.. (at.Find<TagsRow>(id)?.Tags ?? []).Select(tag => new Tag { Key = tag.Key, Value = tag.Value })];

    private static SortedDictionary<string, string> Copy(WorldView at, string id) =>
        new(at.Find<TagsRow>(id)?.Tags ?? [], StringComparer.Ordinal);
}
