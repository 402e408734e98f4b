using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityReservationFleets;

/// <summary>Lists fleets of capacity reservations, those that are over too.</summary>
internal sealed class DescribeCapacityReservationFleets
    : IQuery<DescribeCapacityReservationFleetsRequest, DescribeCapacityReservationFleetsResult>
{
    private static readonly Listing<CapacityReservationFleetRow, CapacityReservationFleet> Listing = new()
    {
        View = CapacityReservationFleetView.Of,
        Filters = new()
        {
            { "state", one => one.State },
            { "instance-match-criteria", one => one.InstanceMatchCriteria },
            { "tenancy", one => one.Tenancy },
            { "allocation-strategy", one => one.AllocationStrategy },
        },
        MinResults = 1,
        MaxResults = 100,
    };

    public static DescribeCapacityReservationFleetsResult Run(
        DescribeCapacityReservationFleetsRequest input, WorldView at)
    {
        var page = Listing.Page(
            at, input.CapacityReservationFleetIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { CapacityReservationFleets = page.Items, NextToken = page.NextToken };
    }
}
