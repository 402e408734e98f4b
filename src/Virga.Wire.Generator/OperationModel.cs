using System.Text.Json.Nodes;

namespace Virga.Wire.Generator;

/// <summary>An operation of the model.</summary>
internal sealed class OperationModel(string name, JsonObject traits)
{
    public string Name { get; } = name;

    public string? Input { get; set; } = (string?)traits["input"]?["shape"];

    public string? Output { get; set; } = (string?)traits["output"]?["shape"];

    /// <summary>The HTTP method, of services that are told by it.</summary>
    public string Method { get; } = (string?)traits["http"]?["method"] ?? "POST";

    /// <summary>The path with its parameters: <c>/experiments/{id}</c>.</summary>
    public string Path { get; } = (string?)traits["http"]?["requestUri"] ?? "/";

    /// <summary>Whether the model itself has an output.</summary>
    public bool HasOutput { get; } = traits["output"] is not null;
}
