using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.HostReservations;

/// <summary>Lists reservations of hosts, those that are over too.</summary>
internal sealed class DescribeHostReservations
    : IQuery<DescribeHostReservationsRequest, DescribeHostReservationsResult>
{
    private static readonly Listing<HostReservationRow, HostReservation> Listing = new()
    {
        View = HostReservationRow.View,
        Filters = new()
        {
            { "instance-family", one => one.InstanceFamily },
            { "payment-option", one => one.PaymentOption },
            { "state", one => one.State },
        },
        MaxResults = 500,
    };

    public static DescribeHostReservationsResult Run(DescribeHostReservationsRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.HostReservationIdSet, input.Filter, input.MaxResults, input.NextToken);
        return new() { HostReservationSet = page.Items, NextToken = page.NextToken };
    }
}
