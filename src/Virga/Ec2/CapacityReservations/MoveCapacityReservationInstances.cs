using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityReservations;

/// <summary>Moves unused capacity from one reservation to another of the same kind.</summary>
internal sealed class MoveCapacityReservationInstances
    : IMutation<MoveCapacityReservationInstancesRequest, MoveCapacityReservationInstancesResult>
{
    public static MoveCapacityReservationInstancesResult Run(
        MoveCapacityReservationInstancesRequest input, Change change)
    {
        var count = input.InstanceCount!.Value;
        var source = CapacityMoves.Source(change, input.SourceCapacityReservationId, count);
        var target = change.Named<CapacityReservationRow>(input.DestinationCapacityReservationId);
        InterruptibleCapacity.DemandOwn(target);
        if (target.Id == source.Id || target.State != CapacityReservationState.Active || !AreAlike(source, target))
            throw CommonErrors.InvalidParameterValue(
                $"The capacity reservation '{target.Id}' does not have the attributes of '{source.Id}', or is not "
                + "active.");
        target = change.Put(target with { TotalCount = target.TotalCount + count });
        source = change.Put(source with { TotalCount = source.TotalCount - count });

        // A source that gave all away is cancelled (User Guide, "Move capacity").
        if (source.TotalCount == 0) source = CapacityProgress.End(change, source, CapacityReservationState.Cancelled);
        return new()
        {
            SourceCapacityReservation = CapacityReservationView.Of(source, change),
            DestinationCapacityReservation = CapacityReservationView.Of(target, change),
            InstanceCount = count,
        };
    }

    private static bool AreAlike(CapacityReservationRow one, CapacityReservationRow other) =>
        (one.InstanceType, one.Platform, one.AvailabilityZone, one.Tenancy, one.PlacementGroupArn, one.EndDate,
            one.CapacityBlockId, one.FleetId)
        == (other.InstanceType, other.Platform, other.AvailabilityZone, other.Tenancy, other.PlacementGroupArn,
            other.EndDate, other.CapacityBlockId, other.FleetId);
}
