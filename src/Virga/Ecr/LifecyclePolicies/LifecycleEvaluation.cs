using Virga.Ecr.Images;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.LifecyclePolicies;

/// <summary>
/// What a policy does to the images of a repository at an instant. The preview shows this very list, and the run
/// carries it out. Source: ECR User Guide, "How lifecycle policies work": each image goes by one rule at most; what
/// matches the tags of a rule is out of reach for rules of lower priority, which still count it; what a manifest list
/// refers to stays.
/// </summary>
internal static class LifecycleEvaluation
{
    public static List<LifecycleStep> Of(WorldView at, string repository, IReadOnlyList<LifecycleRule> rules)
    {
        var images = at.Rows<ManifestRow>().By(ManifestRow.ByRepository, repository)
            .Where(row => !at.Rows<ManifestRow>().Any(ManifestRow.ByChild, row.Id) && row.Subject is null)
            .Select(row => (Row: row, Tags: ImageLookup.TagsOf(at, row))).ToList();
        var steps = new List<LifecycleStep>();
        var claimed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            var selected = images.Where(image => Selects(rule, image.Row, image.Tags)).Select(one => one.Row).ToList();
            steps.AddRange(Due(rule, selected, at.Now).Where(row => !claimed.Contains(row.Id))
                .Select(row => new LifecycleStep(row, rule)));
            claimed.UnionWith(selected.Select(row => row.Id));
        }

        return [.. steps.OrderBy(step => step.Image.Sequence)];
    }

    private static bool Selects(LifecycleRule rule, ManifestRow row, List<string> tags)
    {
        if (row.Status != (rule.SelectsArchived ? ImageStatus.ARCHIVED : ImageStatus.ACTIVE)) return false;
        return rule.TagStatus switch
        {
            "any" => true,
            "untagged" => tags.Count == 0,
            _ => rule.TagPrefixes.All(prefix =>
                    tags.Exists(tag => tag.StartsWith(prefix, StringComparison.Ordinal)))
                && rule.TagPatterns.All(pattern => tags.Exists(tag => Wildcard.IsMatch(pattern, tag)))
                && tags.Count > 0,
        };
    }

    private static IEnumerable<ManifestRow> Due(LifecycleRule rule, List<ManifestRow> selected, DateTimeOffset now)
    {
        if (rule.CountType == "imageCountMoreThan")
            return selected.OrderByDescending(row => row.PushedAt).ThenByDescending(row => row.Sequence)
                .Skip(rule.CountNumber);
        var before = now - TimeSpan.FromDays(rule.CountNumber);
        return selected.Where(row => Since(rule, row) < before);
    }

    private static DateTimeOffset? Since(LifecycleRule rule, ManifestRow row) => rule.CountType switch
    {
        "sinceImagePulled" => row.PulledAt ?? row.PushedAt,
        "sinceImageTransitioned" => row.ArchivedAt,
        _ => row.PushedAt,
    };
}

/// <summary>An image, and the rule by which it goes.</summary>
internal sealed record LifecycleStep(ManifestRow Image, LifecycleRule Rule);
