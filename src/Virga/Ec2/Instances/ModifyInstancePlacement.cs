using Virga.Ec2.DedicatedHosts;
using Virga.Ec2.InstanceTypes;
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
        if (input.HostResourceGroupArn is not null)
            throw new AwsException("UnsupportedOperation",
                "There are no host resource groups in Virga (HostResourceGroupArn).");
        if (input.HostId is { } hostId) change.Named<HostRow>(hostId);
        var next = instance with
        {
            Tenancy = input.Tenancy ?? (input.HostId is null ? instance.Tenancy : Tenancy.Host),
            Affinity = input.Affinity ?? (input.HostId is null ? instance.Affinity : Affinity.Host),
            HostId = input.HostId ?? (input.Affinity == Affinity.Default ? null : instance.HostId),
        };
        var isMoved = input.GroupName is not null || input.GroupId is not null;
        if (isMoved || input.PartitionNumber is not null)
        {
            var group = isMoved
                ? PlacementGroups.ChosenGroup.Find(change, input.GroupName, input.GroupId)
                : PlacementGroups.ChosenGroup.Find(change, name: null, instance.PlacementGroupId);
            PlacementGroups.ChosenGroup.CheckType(group, InstanceTypeCatalogue.Find(instance.InstanceType));
            next = next with
            {
                PlacementGroupName = group?.Name,
                PlacementGroupId = group?.Id,
                PartitionNumber = PlacementGroups.Partitions.Choose(change, group, input.PartitionNumber),
            };
        }

        change.Put(next);
        return new() { Return = true };
    }
}
