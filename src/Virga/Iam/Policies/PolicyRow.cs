using System.Text.Json.Serialization;
using Virga.State;

namespace Virga.Iam.Policies;

/// <summary>A customer managed policy. The id of the row is its name.</summary>
internal sealed record PolicyRow(string Id) : Row(Id), IRow<PolicyRow>
{
    public static RowKind<PolicyRow> Kind { get; } = new("iam-policy");

    public required string Path { get; init; }

    public required string UniqueId { get; init; }

    public required DateTimeOffset CreateDate { get; init; }

    public required DateTimeOffset UpdateDate { get; init; }

    public string? Description { get; init; }

    /// <summary>The versions that are kept, oldest first; at most five.</summary>
    public required IReadOnlyList<PolicyVersionFacts> Versions { get; init; }

    /// <summary>Such as <c>v2</c>.</summary>
    public required string DefaultVersionId { get; init; }

    /// <summary>The number of the last version ever made; numbers are not used again.</summary>
    public required int LastVersion { get; init; }

    public IReadOnlyList<IamTag> Tags { get; init; } = [];

    /// <summary>The text that is in force.</summary>
    [JsonIgnore]
    public string Document => Versions.First(version => version.VersionId == DefaultVersionId).Document;
}

/// <summary>One version of a managed policy.</summary>
internal sealed record PolicyVersionFacts(string VersionId, string Document, DateTimeOffset CreateDate);
