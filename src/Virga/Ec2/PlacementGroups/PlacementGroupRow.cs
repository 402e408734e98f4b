using Virga.Service;
using Virga.State;

namespace Virga.Ec2.PlacementGroups;

/// <summary>
/// A wish about how instances are spread over hardware. It is kept and checked; one machine has one rack.
/// </summary>
internal sealed record PlacementGroupRow(string Id) : Row(Id), IRow<PlacementGroupRow>
{
    public static RowKind<PlacementGroupRow> Kind { get; } =
        new("placement-group")
        {
            Prefix = "pg",
            ResourceType = "placement-group",
            NotFound = id => new AwsException(
                "InvalidPlacementGroupId.NotFound", $"The Placement Group Id '{id}' does not exist."),
            Malformed = Ec2Errors.Malformed("InvalidPlacementGroupId", "pg"),
        };

    /// <summary>Groups by name: an account has a name once a region.</summary>
    public static Index<PlacementGroupRow> ByName { get; } = Kind.Index(group => group.Name);

    public required string Name { get; init; }

    /// <summary><c>cluster</c>, <c>spread</c> or <c>partition</c>.</summary>
    public required string Strategy { get; init; }

    /// <summary>For partition groups: 1 to 7.</summary>
    public int? PartitionCount { get; init; }

    /// <summary>For spread groups: <c>rack</c> or <c>host</c>.</summary>
    public string? SpreadLevel { get; init; }
}
