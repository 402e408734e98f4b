using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Moves a stopped instance to another host, tenancy or placement group.</summary>
internal sealed class ModifyInstancePlacement
    : IMutation<ModifyInstancePlacementRequest, ModifyInstancePlacementResult>
{
    public static ModifyInstancePlacementResult Run(ModifyInstancePlacementRequest input, Change change)
    {
        var instance = ChosenInstances.One(change, input.InstanceId);
        InstanceEdits.DemandStopped(instance, "placement");
        var next = instance with
        {
            Tenancy = input.Tenancy ?? instance.Tenancy,
            Affinity = input.Affinity ?? instance.Affinity,
            HostId = input.HostId ?? instance.HostId,
            PartitionNumber = input.PartitionNumber ?? instance.PartitionNumber,
        };
        if (input.GroupName is not null || input.GroupId is not null)
        {
            var group = PlacementGroups.ChosenGroup.Find(change, input.GroupName, input.GroupId);
            next = next with { PlacementGroupName = group?.Name, PlacementGroupId = group?.Id };
        }

        change.Put(next);
        return new() { Return = true };
    }
}
