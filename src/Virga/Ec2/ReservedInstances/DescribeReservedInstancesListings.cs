using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ReservedInstances;

/// <summary>Lists the account's offers to sell.</summary>
internal sealed class DescribeReservedInstancesListings
    : IQuery<DescribeReservedInstancesListingsRequest, DescribeReservedInstancesListingsResult>
{
    private static readonly Filters<ReservedInstancesListing> Filters = new()
    {
        { "reserved-instances-id", one => one.ReservedInstancesId },
        { "reserved-instances-listing-id", one => one.ReservedInstancesListingId },
        { "status", one => one.Status },
        { "status-message", one => one.StatusMessage },
    };

    public static DescribeReservedInstancesListingsResult Run(
        DescribeReservedInstancesListingsRequest input, WorldView at)
    {
        var all = ReservedListings.All(at).ToList();
        if (input.ReservedInstancesId is { } owner)
            all = all.FindAll(one => one.ReservedInstancesId == at.Named<ReservedInstancesRow>(owner).Id);
        if (input.ReservedInstancesListingId is { } id)
            all = all.FindAll(one => one.ReservedInstancesListingId == id) is { Count: > 0 } found
                ? found
                : throw ReservedListings.NotFound(id);
        return new() { ReservedInstancesListings = FactList.Filter(all, Filters, input.Filters) };
    }
}
