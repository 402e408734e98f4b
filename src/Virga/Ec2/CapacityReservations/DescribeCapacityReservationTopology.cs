using Virga.Ec2.Instances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityReservations;

/// <summary>Where reserved capacity stands in the network; see <see cref="NetworkNodes"/>.</summary>
internal sealed class DescribeCapacityReservationTopology
    : IQuery<DescribeCapacityReservationTopologyRequest, DescribeCapacityReservationTopologyResult>
{
    private static readonly Listing<CapacityReservationRow, CapacityReservationTopology> Listing = new()
    {
        View = View,
        Filters = new()
        {
            { "availability-zone", one => one.AvailabilityZone },
            { "instance-type", one => one.InstanceType },
        },
        MinResults = 1,
        MaxResults = 10,
    };

    public static DescribeCapacityReservationTopologyResult Run(
        DescribeCapacityReservationTopologyRequest input, WorldView at)
    {
        var page = Listing.Page(
            at, input.CapacityReservationIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { CapacityReservations = page.Items, NextToken = page.NextToken };
    }

    private static CapacityReservationTopology View(CapacityReservationRow row, WorldView at) => new()
    {
        CapacityReservationId = row.Id,
        CapacityBlockId = row.CapacityBlockId,
        State = row.State,
        InstanceType = row.InstanceType,
        NetworkNodes = NetworkNodes.Knows(row.InstanceType) ? NetworkNodes.Of(row.AvailabilityZone, row.Id) : [],
        AvailabilityZone = row.AvailabilityZone,
        AvailabilityZoneId = ZoneIds.Of(row.AvailabilityZone),
    };
}
