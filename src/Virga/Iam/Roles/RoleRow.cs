using System.Text.Json.Serialization;
using Virga.State;

namespace Virga.Iam.Roles;

/// <summary>A role.</summary>
internal sealed record RoleRow(string Id) : IamEntityRow(Id), IRow<RoleRow>
{
    /// <summary>Where the roles of services live; only AWS changes those.</summary>
    public const string ServiceLinkedPath = "/aws-service-role/";

    public static RowKind<RoleRow> Kind { get; } = new("iam-role")
    {
        NotFound = name => IamErrors.NoSuchEntity($"The role with name {name} cannot be found."),
    };

    /// <summary>Names are taken whatever their case.</summary>
    public static readonly Index<RoleRow> ByLowerName = Kind.Index(row => row.Id.ToLowerInvariant());

    /// <summary>The trust policy, as text.</summary>
    public required string TrustPolicy { get; init; }

    public string? Description { get; init; }

    /// <summary>3600 to 43200.</summary>
    public int MaxSessionDurationSeconds { get; init; } = 3600;

    /// <summary>Whether it belongs to a service.</summary>
    [JsonIgnore]
    public bool IsServiceLinked => Path.StartsWith(ServiceLinkedPath, StringComparison.Ordinal);
}
