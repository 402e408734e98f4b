using System.Text.Json;

namespace Virga.Docker.Engine;

/// <summary>Filters of the list calls: names to values, any of which may match.</summary>
internal sealed class EngineFilters
{
    private readonly Dictionary<string, string[]> values = [];

    public static EngineFilters None { get; } = new();

    /// <summary>Objects with a label, or with a label of a value (<c>name=value</c>).</summary>
    public static EngineFilters Label(params string[] labels) => new EngineFilters().With("label", labels);

    /// <summary>These and one more; the ones that it is called on stay as they are, <see cref="None"/> above all.
    /// </summary>
    public EngineFilters With(string name, params string[] anyOf)
    {
        var more = new EngineFilters();
        foreach (var (one, of) in values) more.values[one] = of;
        more.values[name] = anyOf;
        return more;
    }

    /// <summary>Null when there are none.</summary>
    public string? ToJson() =>
        values.Count == 0 ? null : JsonSerializer.Serialize(values, EngineJson.Default.DictionaryStringStringArray);
}
