using Virga.Ec2.Instances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.PlacementGroups;

/// <summary>Deletes a placement group that no instance is in.</summary>
internal sealed class DeletePlacementGroup : IMutation<DeletePlacementGroupRequest, DeletePlacementGroupResult>
{
    public static DeletePlacementGroupResult Run(DeletePlacementGroupRequest input, Change change)
    {
        var group = ChosenGroup.ByName(change, input.GroupName!);
        if (change.Rows<InstanceRow>().Any(row => row.PlacementGroupId == group.Id && !row.IsTerminated))
            throw new AwsException(
                "InvalidPlacementGroup.InUse", $"The placement group '{group.Name}' is in use and may not be deleted.");
        change.Remove<PlacementGroupRow>(group.Id);
        return new();
    }
}
