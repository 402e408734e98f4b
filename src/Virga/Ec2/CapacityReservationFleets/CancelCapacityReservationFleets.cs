using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityReservationFleets;

/// <summary>Cancels fleets with all of their reservations.</summary>
internal sealed class CancelCapacityReservationFleets
    : IMutation<CancelCapacityReservationFleetsRequest, CancelCapacityReservationFleetsResult>
{
    public static CancelCapacityReservationFleetsResult Run(
        CancelCapacityReservationFleetsRequest input, Change change)
    {
        var done = new List<CapacityReservationFleetCancellationState>();
        var failed = new List<FailedCapacityReservationFleetCancellationResult>();
        foreach (var id in input.CapacityReservationFleetIds ?? [])
        {
            if (change.Attempt<AwsException>(() => done.Add(Cancel(change, id))) is { } refused)
                failed.Add(new()
                {
                    CapacityReservationFleetId = id,
                    CancelCapacityReservationFleetError = new() { Code = refused.Code, Message = refused.Message },
                });
        }

        return new() { SuccessfulFleetCancellations = done, FailedFleetCancellations = failed };
    }

    private static CapacityReservationFleetCancellationState Cancel(Change change, string id)
    {
        var fleet = change.Named<CapacityReservationFleetRow>(id);
        if (fleet.State is CapacityReservationFleetState.Cancelled or CapacityReservationFleetState.Expired)
            throw new AwsException("InvalidCapacityReservationFleetState",
                $"The capacity reservation fleet '{fleet.Id}' is in the state '{fleet.State}'.");
        FleetReservations.End(change, fleet, CapacityReservationFleetState.Cancelled);
        return new()
        {
            CapacityReservationFleetId = id,
            PreviousFleetState = fleet.State,
            CurrentFleetState = CapacityReservationFleetState.Cancelled,
        };
    }
}
