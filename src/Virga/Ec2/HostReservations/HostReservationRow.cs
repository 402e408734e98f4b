using Virga.Ec2.Tags;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.HostReservations;

/// <summary>A discount that was bought for dedicated hosts; the hosts name it.</summary>
internal sealed record HostReservationRow(string Id) : Row(Id), IRow<HostReservationRow>
{
    public static RowKind<HostReservationRow> Kind { get; } = new("host-reservation")
    {
        Prefix = "hr",
        ResourceType = "host-reservation",
        NotFound = Ec2Errors.NotFound("InvalidHostReservationId", "host reservation ID"),
        Malformed = Ec2Errors.Malformed("InvalidHostReservationId", "hr"),
    };

    public required string OfferingId { get; init; }

    public required IReadOnlyList<string> HostIds { get; init; }

    public required DateTimeOffset Start { get; init; }

    public required DateTimeOffset End { get; init; }

    /// <summary><c>active</c> or <c>retired</c>.</summary>
    public string State { get; init; } = ReservationState.Active;

    public static HostReservation View(HostReservationRow row, WorldView at)
    {
        var offer = HostOfferings.Find(at, row.OfferingId);
        return new()
        {
            HostReservationId = row.Id,
            OfferingId = row.OfferingId,
            HostIdSet = [.. row.HostIds],
            Count = row.HostIds.Count,
            InstanceFamily = offer.InstanceFamily,
            PaymentOption = offer.PaymentOption,
            Duration = offer.Duration,
            HourlyPrice = offer.HourlyPrice,
            UpfrontPrice = offer.UpfrontPrice,
            CurrencyCode = offer.CurrencyCode,
            Start = row.Start,
            End = row.End,
            State = row.State,
            Tags = at.TagsOf(row.Id),
        };
    }
}
