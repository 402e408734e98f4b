using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ReservedInstances;

/// <summary>Takes an offer back.</summary>
internal sealed class CancelReservedInstancesListing
    : IMutation<CancelReservedInstancesListingRequest, CancelReservedInstancesListingResult>
{
    public static CancelReservedInstancesListingResult Run(CancelReservedInstancesListingRequest input, Change change)
    {
        var id = input.ReservedInstancesListingId!;
        var row = change.Rows<ReservedInstancesRow>()
            .FirstOrDefault(one => one.Listings.Any(listing => listing.ListingId == id))
            ?? throw ReservedListings.NotFound(id);
        var old = row.Listings.First(one => one.ListingId == id);
        if (old.Status != ListingStatus.Active)
            throw Ec2Errors.IncorrectState($"The listing '{id}' is in the state '{old.Status}'.");
        var cancelled = old with { Status = ListingStatus.Cancelled, UpdateDate = change.Now };
        row = change.Put(row with
        {
            Listings = [.. row.Listings.Select(one => one.ListingId == id ? cancelled : one)],
        });
        return new() { ReservedInstancesListings = [ReservedListings.View(cancelled, row, change)] };
    }
}
