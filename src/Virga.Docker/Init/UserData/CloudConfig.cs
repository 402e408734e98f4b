using System.Text;
using YamlDotNet.Core;

namespace Virga.Docker.Init.UserData;

/// <summary>
/// All cloud-config parts as one map. A later part's key takes the place of an earlier one's, unless it says how to
/// merge (<c>merge_how</c>, <c>Merge-Type</c>). Source: cloud-init's documentation, "Merging user-data sections".
/// </summary>
internal sealed class CloudConfig
{
    private readonly Dictionary<string, YamlNode> values = new(StringComparer.Ordinal);
    private readonly List<string> order = [];

    /// <summary>Sentences for the log.</summary>
    public List<string> Problems { get; } = [];

    public YamlNode? this[string key] => values.GetValueOrDefault(key);

    public IReadOnlyList<string> Keys => order;

    public static CloudConfig Of(IEnumerable<UserDataPart> parts)
    {
        var config = new CloudConfig();
        foreach (var part in parts.Where(part => part.Kind == PartKind.CloudConfig)) config.Take(part);
        return config;
    }

    private void Take(UserDataPart part)
    {
        try
        {
            var node = YamlNode.Read(Encoding.UTF8.GetString(part.Content));
            if (node is null or YamlText { IsNull: true }) return;
            if (node is not YamlMap map)
            {
                Problems.Add($"{part.Name} is no cloud-config: it is not a map of keys");
                return;
            }

            var how = part.MergeType ?? (map["merge_how"] ?? map["merge_type"])?.Text ?? "";
            foreach (var (key, value) in map.Entries)
            {
                if (key is "merge_how" or "merge_type") continue;
                values[key] = values.TryGetValue(key, out var before) ? Merge(before, value, how) : value;
                if (!order.Contains(key)) order.Add(key);
            }
        }
        catch (YamlException broken)
        {
            Problems.Add($"{part.Name} is no YAML, and is left out: line {broken.Start.Line}: {broken.Message}");
        }
    }

    private static YamlNode Merge(YamlNode before, YamlNode after, string how) => (before, after) switch
    {
        (YamlList old, YamlList next) when how.Contains("list(append", StringComparison.Ordinal) =>
            new YamlList([.. old.Nodes, .. next.Nodes]),
        (YamlList old, YamlList next) when how.Contains("list(prepend", StringComparison.Ordinal) =>
            new YamlList([.. next.Nodes, .. old.Nodes]),
        (YamlMap old, YamlMap next) when how.Contains("recurse", StringComparison.Ordinal) => new YamlMap(
        [
            .. old.Entries.Select(entry =>
                next.Find(entry.Key) is { } value ? (entry.Key, Merge(entry.Value, value, how)) : entry),
            .. next.Entries.Where(entry => old.Find(entry.Key) is null),
        ]),
        _ => after,
    };
}
