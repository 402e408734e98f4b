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
        if (input.CapacityReservationSpecification?.CapacityReservationTarget is not null)
            throw new AwsException("Unsupported", "Virga does not place instances in a targeted Capacity Reservation.");
        change.Put(instance with
        {
            CapacityReservationPreference =
                input.CapacityReservationSpecification?.CapacityReservationPreference
                ?? instance.CapacityReservationPreference,
        });
        return new() { Return = true };
    }
}
