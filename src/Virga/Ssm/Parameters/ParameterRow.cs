using System.Text.Json.Serialization;
using Virga.State;

namespace Virga.Ssm.Parameters;

/// <summary>
/// A parameter with its versions. The id of the row always begins with a slash, so that <c>x</c> and <c>/x</c> are one.
/// </summary>
internal sealed record ParameterRow(string Id) : Row(Id), IRow<ParameterRow>
{
    public static RowKind<ParameterRow> Kind { get; } = new("ssm-parameter")
    {
        ResourceType = "Parameter",
    };

    /// <summary>As it was made, with or without a leading slash.</summary>
    public required string Name { get; init; }

    /// <summary>Oldest first; AWS keeps a hundred.</summary>
    public required IReadOnlyList<ParameterVersion> Versions { get; init; }

    [JsonIgnore]
    public ParameterVersion Latest => Versions[^1];

    /// <summary>The part of the hierarchy above the last slash, without it; empty at the top.</summary>
    [JsonIgnore]
    public string Parent => Id[..Id.LastIndexOf('/')];
}

/// <summary>One version of a parameter.</summary>
internal sealed record ParameterVersion
{
    public required long Version { get; init; }

    /// <summary><c>String</c>, <c>StringList</c> or <c>SecureString</c>.</summary>
    public required string Type { get; init; }

    public required string Value { get; init; }

    public string? Description { get; init; }

    /// <summary>Of secure strings.</summary>
    public string? KeyId { get; init; }

    public string? AllowedPattern { get; init; }

    /// <summary><c>Standard</c> or <c>Advanced</c>.</summary>
    public required string Tier { get; init; }

    public required string DataType { get; init; }

    /// <summary>The parameter policies as JSON, or null.</summary>
    public string? Policies { get; init; }

    public IReadOnlyList<string> Labels { get; init; } = [];

    public required DateTimeOffset LastModified { get; init; }

    /// <summary>ARN of the one who wrote it.</summary>
    public required string LastModifiedUser { get; init; }

    /// <summary>Never the record's own text, which would hold the value.</summary>
    public override string ToString() => $"ParameterVersion {Version}";
}
