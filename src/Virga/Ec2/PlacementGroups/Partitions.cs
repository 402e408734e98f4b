using Virga.Ec2.Instances;
using Virga.Service;
using Virga.State;

namespace Virga.Ec2.PlacementGroups;

/// <summary>The partitions of a placement group, over which instances are spread.</summary>
internal static class Partitions
{
    /// <summary>
    /// The partition that is asked for, or that which has the fewest instances (EC2 User Guide, "Placement
    /// strategies");
    /// null outside of partition groups.
    /// </summary>
    public static int? Choose(WorldView at, PlacementGroupRow? group, int? asked)
    {
        if (group?.PartitionCount is not { } count)
            return asked is null
                ? null
                : throw CommonErrors.InvalidParameterCombination(
                    "The parameter PartitionNumber applies to placement groups with the strategy 'partition' only.");
        if (asked is { } number)
            return number >= 1 && number <= count
                ? number
                : throw CommonErrors.InvalidParameterValue(
                    $"Invalid value '{number}' for PartitionNumber. The placement group '{group.Name}' has {count} "
                    + "partitions.");
        var members = at.Rows<InstanceRow>().Where(one => one.PlacementGroupId == group.Id && !one.IsTerminated)
            .ToList();
        return Enumerable.Range(1, count).MinBy(one => members.Count(member => member.PartitionNumber == one));
    }
}
