using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityReservations;

/// <summary>Makes a second reservation of the unused part of a first.</summary>
internal sealed class CreateCapacityReservationBySplitting
    : IMutation<CreateCapacityReservationBySplittingRequest, CreateCapacityReservationBySplittingResult>
{
    public static CreateCapacityReservationBySplittingResult Run(
        CreateCapacityReservationBySplittingRequest input, Change change)
    {
        var source = CapacityMoves.Source(change, input.SourceCapacityReservationId, input.InstanceCount!.Value);
        if (input.InstanceCount >= source.TotalCount)
            throw CommonErrors.InvalidParameterValue(
                "The number of instances must be less than the total number of the source capacity reservation.");
        var taken = change.Put(source with { TotalCount = source.TotalCount - input.InstanceCount.Value });
        var made = change.Put(source with
        {
            Id = change.NewId("cr"),
            Sequence = 0,
            TotalCount = input.InstanceCount.Value,
            CreateDate = change.Now,
            StartDate = change.Now,
        });
        change.TagNew(input.TagSpecifications, ResourceType.CapacityReservation, made.Id);
        CapacityProgress.PlanEnd(change, made);
        return new()
        {
            SourceCapacityReservation = CapacityReservationView.Of(taken, change),
            DestinationCapacityReservation = CapacityReservationView.Of(made, change),
            InstanceCount = input.InstanceCount,
        };
    }
}

/// <summary>What splitting and moving have in common.</summary>
internal static class CapacityMoves
{
    /// <summary>
    /// The reservation to take from; it must be active, of no block or fleet, and have that much unused.
    /// </summary>
    public static CapacityReservationRow Source(WorldView at, string? id, int count)
    {
        var source = at.Named<CapacityReservationRow>(id);
        if (source.State != CapacityReservationState.Active)
            throw new AwsException("InvalidCapacityReservationState",
                $"The capacity reservation '{source.Id}' is in the state '{source.State}'.");
        if (source.CapacityBlockId is not null || source.FleetId is not null || source.CommitmentEnd > at.Now)
            throw Ec2Errors.OperationNotPermitted(
                $"The capacity of '{source.Id}' belongs to a capacity block, a fleet or a commitment.");
        InterruptibleCapacity.DemandOwn(source);
        CapacityRules.CheckCount(count, int.MaxValue);
        if (count > source.Available(at)) throw ReservedCapacity.Exceeded();
        return source;
    }
}
