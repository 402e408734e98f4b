using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityReservations;

/// <summary>Lists capacity reservations, those that are over too.</summary>
internal sealed class DescribeCapacityReservations
    : IQuery<DescribeCapacityReservationsRequest, DescribeCapacityReservationsResult>
{
    private static readonly Listing<CapacityReservationRow, CapacityReservation> Listing = new()
    {
        View = CapacityReservationView.Of,
        Filters = new()
        {
            { "instance-type", one => one.InstanceType },
            { "owner-id", one => one.OwnerId },
            { "instance-platform", one => one.InstancePlatform },
            { "availability-zone", one => one.AvailabilityZone },
            { "availability-zone-id", one => one.AvailabilityZoneId },
            { "tenancy", one => one.Tenancy },
            { "outpost-arn", one => one.OutpostArn },
            { "state", one => one.State },
            { "start-date", one => one.StartDate },
            { "end-date", one => one.EndDate },
            { "end-date-type", one => one.EndDateType },
            { "instance-match-criteria", one => one.InstanceMatchCriteria },
            { "placement-group-arn", one => one.PlacementGroupArn },
        },
        MinResults = 1,
    };

    public static DescribeCapacityReservationsResult Run(DescribeCapacityReservationsRequest input, WorldView at)
    {
        var page = Listing.Page(
            at, input.CapacityReservationIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { CapacityReservations = page.Items, NextToken = page.NextToken };
    }
}
