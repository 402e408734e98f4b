using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Tags;

/// <summary>Tags of repositories. Limits: ECR User Guide, "Tagging a repository".</summary>
internal static class RepositoryTags
{
    private const int MaxTags = 50;
    private const int MaxKeyLength = 128;
    private const int MaxValueLength = 256;

    public static List<Tag> Of(WorldView at, string repository) =>
        [.. (at.Find<TagsRow>(EcrPlace.ArnOf(at, repository))?.Tags ?? [])
            .Select(tag => new Tag { Key = tag.Key, Value = tag.Value })];

    public static void Add(Change change, string repository, IReadOnlyList<Tag> tags)
    {
        if (tags.Count == 0) return;
        var id = EcrPlace.ArnOf(change, repository);
        var next = new SortedDictionary<string, string>(
            change.Find<TagsRow>(id)?.Tags ?? [], StringComparer.Ordinal);
        foreach (var tag in tags)
        {
            Check(tag);
            next[tag.Key!] = tag.Value ?? "";
        }

        if (next.Count > MaxTags) throw EcrErrors.TooManyTags();
        change.Put(new TagsRow(id, next));
    }

    public static void Remove(Change change, string repository, IReadOnlyList<string> keys)
    {
        var id = EcrPlace.ArnOf(change, repository);
        if (change.Find<TagsRow>(id) is not { } row) return;
        var next = new SortedDictionary<string, string>(row.Tags, StringComparer.Ordinal);
        foreach (var key in keys) next.Remove(key);
        if (next.Count == 0) change.Remove<TagsRow>(id);
        else change.Put(row with { Tags = next });
    }

    private static void Check(Tag tag)
    {
        if (tag.Key is not { Length: > 0 and <= MaxKeyLength })
            throw EcrErrors.InvalidTag($"A tag key has 1 to {MaxKeyLength} characters");
        if (tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            throw EcrErrors.InvalidTag("Tag keys that begin with 'aws:' are reserved for internal use");
        if ((tag.Value ?? "").Length > MaxValueLength)
            throw EcrErrors.InvalidTag($"A tag value has at most {MaxValueLength} characters");
    }
}
