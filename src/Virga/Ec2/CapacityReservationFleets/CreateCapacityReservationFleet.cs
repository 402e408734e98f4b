using Virga.Ec2.CapacityReservations;
using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityReservationFleets;

/// <summary>Reserves capacity over several types, the one of the highest priority first.</summary>
internal sealed class CreateCapacityReservationFleet
    : IMutation<CreateCapacityReservationFleetRequest, CreateCapacityReservationFleetResult>
{
    public static CreateCapacityReservationFleetResult Run(
        CreateCapacityReservationFleetRequest input, Change change)
    {
        CapacityRules.CheckEnd(change, type: null, input.EndDate);
        if (input.TotalTargetCapacity is not > 0)
            throw CommonErrors.InvalidParameterValue(
                $"Invalid value '{input.TotalTargetCapacity}' for TotalTargetCapacity.");
        if ((input.AllocationStrategy ?? CapacityReservationFleetView.Strategy)
            != CapacityReservationFleetView.Strategy)
            throw CommonErrors.InvalidParameterValue(
                $"Invalid value '{input.AllocationStrategy}' for AllocationStrategy.");
        var types = input.InstanceTypeSpecifications ?? [];
        types.ForEach(Check);
        var fleet = change.Put(new CapacityReservationFleetRow(change.NewId("crf"))
        {
            TotalTargetCapacity = input.TotalTargetCapacity.Value,
            CreateTime = change.Now,
            EndDate = input.EndDate,
            Types = [.. types.OrderBy(type => type.Priority ?? int.MaxValue)],
            State = CapacityReservationFleetState.Submitted,
        });
        change.TagNew(input.TagSpecifications, ResourceType.CapacityReservationFleet, fleet.Id);
        fleet = FleetReservations.Fill(change, fleet);
        FleetReservations.PlanEnd(change, fleet);
        return View(fleet, change);
    }

    private static void Check(ReservationFleetInstanceSpecification type)
    {
        CapacityRules.Type(type.InstanceType ?? throw CommonErrors.MissingParameter("InstanceType"));
        if (type.InstancePlatform is null) throw CommonErrors.MissingParameter("InstancePlatform");
        if (type.Weight is < 0.001 or > 99_999)
            throw CommonErrors.InvalidParameterValue($"Invalid value '{type.Weight}' for Weight.");
    }

    private static CreateCapacityReservationFleetResult View(CapacityReservationFleetRow fleet, WorldView at) => new()
    {
        CapacityReservationFleetId = fleet.Id,
        State = fleet.State,
        TotalTargetCapacity = fleet.TotalTargetCapacity,
        TotalFulfilledCapacity = fleet.Fulfilled(at),
        InstanceMatchCriteria = FleetInstanceMatchCriteria.Open,
        AllocationStrategy = CapacityReservationFleetView.Strategy,
        CreateTime = fleet.CreateTime,
        EndDate = fleet.EndDate,
        Tenancy = FleetCapacityReservationTenancy.Default,
        FleetCapacityReservations = CapacityReservationFleetView.Reservations(fleet, at),
        Tags = at.TagsOf(fleet.Id),
    };
}
