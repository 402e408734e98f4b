using Virga.Ec2.Tags;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.PlacementGroups;

/// <summary>A placement group as AWS shows it.</summary>
internal static class PlacementGroupView
{
    public static PlacementGroup Of(PlacementGroupRow group, WorldView at) => new()
    {
        GroupId = group.Id,
        GroupName = group.Name,
        GroupArn = $"arn:aws:ec2:{at.Region}:{at.Account}:placement-group/{group.Name}",
        State = PlacementGroupState.Available,
        Strategy = group.Strategy,
        PartitionCount = group.PartitionCount,
        SpreadLevel = group.SpreadLevel,
        Tags = at.TagsOf(group.Id),
    };
}
