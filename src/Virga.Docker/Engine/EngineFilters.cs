using System.Text.Json;

namespace Virga.Docker.Engine;

/// <summary>Filters of the list calls: names to values, any of which may match.</summary>
internal sealed class EngineFilters
{
    private readonly Dictionary<string, string[]> values = [];

    public static EngineFilters None { get; } = new();

    /// <summary>Objects with a label, or with a label of a value (<c>name=value</c>).</summary>
    public static EngineFilters Label(params string[] labels) => new EngineFilters().With("label", labels);

    public EngineFilters With(string name, params string[] anyOf)
    {
        values[name] = anyOf;
        return this;
    }

    /// <summary>Null when there are none.</summary>
    public string? ToJson() =>
        values.Count == 0 ? null : JsonSerializer.Serialize(values, EngineJson.Default.DictionaryStringStringArray);
}
