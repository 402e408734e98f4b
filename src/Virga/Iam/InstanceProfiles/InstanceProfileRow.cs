using Virga.State;

namespace Virga.Iam.InstanceProfiles;

/// <summary>What gives an instance its role. The id of the row is its name.</summary>
internal sealed record InstanceProfileRow(string Id) : Row(Id), IRow<InstanceProfileRow>
{
    public static RowKind<InstanceProfileRow> Kind { get; } =
        new("iam-instance-profile")
        {
            NotFound = name => IamErrors.NoSuchEntity($"Instance Profile {name} cannot be found."),
        };

    public static readonly Index<InstanceProfileRow> ByRole = Kind.Index(row => row.RoleName);

    public required string Path { get; init; }

    public required string UniqueId { get; init; }

    public required DateTimeOffset CreateDate { get; init; }

    /// <summary>The one role it can hold, or null.</summary>
    public string? RoleName { get; init; }

    public IReadOnlyList<IamTag> Tags { get; init; } = [];
}
