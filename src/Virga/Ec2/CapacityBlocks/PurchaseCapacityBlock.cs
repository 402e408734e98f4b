using Virga.Ec2.CapacityReservations;
using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityBlocks;

/// <summary>
/// Buys a block: a targeted reservation that is scheduled, begins, and ends its instances with itself.
/// </summary>
internal sealed class PurchaseCapacityBlock : IMutation<PurchaseCapacityBlockRequest, PurchaseCapacityBlockResult>
{
    public static PurchaseCapacityBlockResult Run(PurchaseCapacityBlockRequest input, Change change)
    {
        var offer = BlockOffering.Find(input.CapacityBlockOfferingId!, change);
        var row = change.Put(new CapacityReservationRow(change.NewId("cr"))
        {
            InstanceType = offer.Type.Name,
            Platform = input.InstancePlatform!,
            AvailabilityZone = offer.Zone.ZoneName,
            TotalCount = offer.Count,
            IsEbsOptimized = true,
            State = CapacityReservationState.PaymentPending,
            CreateDate = change.Now,
            StartDate = offer.Start > change.Now ? offer.Start : change.Now,
            EndDate = offer.End,
            MatchCriteria = InstanceMatchCriteria.Targeted,
            CapacityBlockId = change.NewId("cb"),
        });
        change.TagNew(
            input.TagSpecifications, ResourceType.CapacityReservation, row.Id);
        CapacityProgress.Plan(change, row);
        return new()
        {
            CapacityReservation = CapacityReservationView.Of(row, change),
            CapacityBlocks = [BlockView.Of([row], change)],
        };
    }
}
