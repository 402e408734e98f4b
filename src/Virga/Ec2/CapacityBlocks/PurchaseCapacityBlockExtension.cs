using Virga.Ec2.CapacityReservations;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityBlocks;

/// <summary>Buys more time for a capacity block: its end moves, and with it the end of its instances.</summary>
internal sealed class PurchaseCapacityBlockExtension
    : IMutation<PurchaseCapacityBlockExtensionRequest, PurchaseCapacityBlockExtensionResult>
{
    public static PurchaseCapacityBlockExtensionResult Run(
        PurchaseCapacityBlockExtensionRequest input, Change change)
    {
        var offer = ExtensionOffering.Find(
            change, input.CapacityReservationId, input.CapacityBlockExtensionOfferingId!);
        var bought = new BlockExtension(
            offer.Id, offer.Hours, change.Now, offer.Start, offer.End, offer.FeeIn(change));
        var row = change.Put(offer.Block with
        {
            EndDate = offer.End, Extensions = [.. offer.Block.Extensions, bought],
        });
        CapacityProgress.PlanEnd(change, row);
        return new() { CapacityBlockExtensions = [DescribeCapacityBlockExtensionHistory.View(row, bought)] };
    }
}
