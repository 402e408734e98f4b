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

    /// <summary>The group of this name, or AWS's error.</summary>
    public static PlacementGroupRow ByName(WorldView at, string name) =>
        at.Rows<PlacementGroupRow>().By(PlacementGroupRow.ByName, name).FirstOrDefault()
        ?? throw new AwsException(
            "InvalidPlacementGroup.Unknown", $"The Placement Group '{name}' is unknown.");
}
