using Virga.Ec2.CapacityReservations;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityReservationFleets;

/// <summary>Changes target or end of a fleet; its reservations follow.</summary>
internal sealed class ModifyCapacityReservationFleet
    : IMutation<ModifyCapacityReservationFleetRequest, ModifyCapacityReservationFleetResult>
{
    public static ModifyCapacityReservationFleetResult Run(
        ModifyCapacityReservationFleetRequest input, Change change)
    {
        var fleet = change.Named<CapacityReservationFleetRow>(input.CapacityReservationFleetId);
        if (fleet.State is not (CapacityReservationFleetState.Active
            or CapacityReservationFleetState.PartiallyFulfilled))
            throw new AwsException("InvalidCapacityReservationFleetState",
                $"The capacity reservation fleet '{fleet.Id}' is in the state '{fleet.State}'.");
        if (input.EndDate is not null && input.RemoveEndDate == true)
            throw CommonErrors.InvalidParameterCombination(
                "The parameters EndDate and RemoveEndDate cannot be used together.");
        CapacityRules.CheckEnd(change, type: null, input.EndDate);
        if (input.TotalTargetCapacity is <= 0)
            throw CommonErrors.InvalidParameterValue(
                $"Invalid value '{input.TotalTargetCapacity}' for TotalTargetCapacity.");
        fleet = FleetReservations.Fill(change, fleet with
        {
            TotalTargetCapacity = input.TotalTargetCapacity ?? fleet.TotalTargetCapacity,
            EndDate = input.RemoveEndDate == true ? null : input.EndDate ?? fleet.EndDate,
        });
        foreach (var held in fleet.Reservations(change).ToList())
            change.Put(held with { EndDate = fleet.EndDate });
        FleetReservations.PlanEnd(change, fleet);
        return new() { Return = true };
    }
}
