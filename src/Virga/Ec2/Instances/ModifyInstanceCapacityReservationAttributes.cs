using Virga.Ec2.CapacityReservations;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Changes which reserved capacity a stopped instance will use.</summary>
internal sealed class ModifyInstanceCapacityReservationAttributes
    : IMutation<ModifyInstanceCapacityReservationAttributesRequest, ModifyInstanceCapacityReservationAttributesResult>
{
    public static ModifyInstanceCapacityReservationAttributesResult Run(
        ModifyInstanceCapacityReservationAttributesRequest input, Change change)
    {
        var instance = ChosenInstances.One(change, input.InstanceId);
        InstanceEdits.DemandStopped(instance, "capacityReservationSpecification");
        var asked = input.CapacityReservationSpecification;
        if (asked?.CapacityReservationTarget?.CapacityReservationResourceGroupArn is { } group)
            throw new AwsException("UnsupportedOperation",
                $"There are no resource groups in Virga, so that there is no '{group}'.");
        var target = asked?.CapacityReservationTarget?.CapacityReservationId;
        if (target is not null) change.Named<CapacityReservationRow>(target);
        change.Put(instance with
        {
            CapacityReservationPreference =
                asked?.CapacityReservationPreference ?? instance.CapacityReservationPreference,
            CapacityReservationTargetId = target,
        });
        return new() { Return = true };
    }
}
