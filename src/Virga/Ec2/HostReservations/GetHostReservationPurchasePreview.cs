using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.HostReservations;

/// <summary>Tells what a reservation of hosts would cost.</summary>
internal sealed class GetHostReservationPurchasePreview
    : IQuery<GetHostReservationPurchasePreviewRequest, GetHostReservationPurchasePreviewResult>
{
    public static GetHostReservationPurchasePreviewResult Run(
        GetHostReservationPurchasePreviewRequest input, WorldView at)
    {
        var purchase = HostPurchase.Of(at, input.OfferingId, input.HostIdSet);
        return new()
        {
            CurrencyCode = CurrencyCodeValues.USD,
            Purchase = [purchase.View(reservationId: null)],
            TotalHourlyPrice = purchase.TotalHourlyPrice,
            TotalUpfrontPrice = purchase.TotalUpfrontPrice,
        };
    }
}
