using Virga.Ec2.InstanceTypes;
using Virga.Service;
using Virga.State;

namespace Virga.Ec2.PlacementGroups;

/// <summary>The placement group that a request names.</summary>
internal static class ChosenGroup
{
    /// <summary>By name or id; null when neither is given or the name is empty, which clears the group.</summary>
    public static PlacementGroupRow? Find(WorldView at, string? name, string? id)
    {
        if (!string.IsNullOrEmpty(id)) return at.Get<PlacementGroupRow>(id);
        return string.IsNullOrEmpty(name) ? null : ByName(at, name);
    }

    /// <exception cref="AwsException">The group's strategy is none of the type's.</exception>
    public static void CheckType(PlacementGroupRow? group, InstanceTypeFacts? type)
    {
        if (group is null || type is null || type.PlacementStrategies.Contains(group.Strategy)) return;
        throw CommonErrors.InvalidParameterCombination(
            $"{char.ToUpperInvariant(group.Strategy[0])}{group.Strategy[1..]} placement groups are not supported by "
            + $"the '{type.Name}' instance type. Specify a supported instance type or change the placement group "
            + "strategy, and try again.");
    }

    /// <summary>The group of this name, or AWS's error.</summary>
    public static PlacementGroupRow ByName(WorldView at, string name) =>
        at.Rows<PlacementGroupRow>().By(PlacementGroupRow.ByName, name).FirstOrDefault()
        ?? throw new AwsException(
            "InvalidPlacementGroup.Unknown", $"The Placement Group '{name}' is unknown.");
}
