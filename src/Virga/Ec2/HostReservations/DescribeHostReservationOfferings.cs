using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.HostReservations;

/// <summary>Lists what can be bought for dedicated hosts.</summary>
internal sealed class DescribeHostReservationOfferings
    : IQuery<DescribeHostReservationOfferingsRequest, DescribeHostReservationOfferingsResult>
{
    private static readonly Filters<HostOffering> Filters = new()
    {
        { "instance-family", one => one.InstanceFamily },
        { "payment-option", one => one.PaymentOption },
    };

    public static DescribeHostReservationOfferingsResult Run(
        DescribeHostReservationOfferingsRequest input, WorldView at)
    {
        var all = input.OfferingId is { } id ? [HostOfferings.Find(at, id)] : HostOfferings.In(at);
        all = all.Where(one => one.Duration >= (input.MinDuration ?? 0)
            && one.Duration <= (input.MaxDuration ?? int.MaxValue));
        var page = FactPage.Of(all, Filters, input.Filter, input.MaxResults, input.NextToken);
        return new() { OfferingSet = page.Items, NextToken = page.NextToken };
    }
}
