using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ReservedInstances;

/// <summary>Offers to sell reserved instances; nobody is there to buy.</summary>
internal static class ReservedListings
{
    public static ReservedInstancesListing View(ReservedListing one, ReservedInstancesRow row, WorldView at) => new()
    {
        ReservedInstancesListingId = one.ListingId,
        ReservedInstancesId = row.Id,
        ClientToken = one.ClientToken,
        CreateDate = one.CreateDate,
        UpdateDate = one.UpdateDate,
        Status = one.Status,
        StatusMessage = one.Status.ToUpperInvariant(),
        InstanceCounts =
        [
            new()
            {
                InstanceCountValue = one.Count,
                State = one.Status == ListingStatus.Active ? ListingState.Available : ListingState.Cancelled,
            },
        ],
        PriceSchedules =
        [
            .. one.Prices.Select((price, i) => new PriceSchedule
            {
                Active = i == 0,
                CurrencyCode = CurrencyCodeValues.USD,
                Price = price.Price,
                Term = price.TermMonths,
            }),
        ],
        Tags = at.TagsOf(one.ListingId),
    };

    /// <summary>All offers of the account.</summary>
    public static IEnumerable<ReservedInstancesListing> All(WorldView at) =>
        at.Rows<ReservedInstancesRow>().SelectMany(row => row.Listings.Select(one => View(one, row, at)));

    public static AwsException NotFound(string id) => new("InvalidReservedInstancesListingId",
        $"The reserved instances listing ID '{id}' does not exist");
}
