using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ReservedInstances;

/// <summary>Offers active standard reserved instances for sale.</summary>
internal sealed class CreateReservedInstancesListing
    : IMutation<CreateReservedInstancesListingRequest, CreateReservedInstancesListingResult>
{
    public static CreateReservedInstancesListingResult Run(CreateReservedInstancesListingRequest input, Change change)
    {
        var row = change.Named<ReservedInstancesRow>(input.ReservedInstancesId);
        if (row.State != ReservedInstanceState.Active || row.Class != OfferingClassType.Standard)
            throw Ec2Errors.IncorrectState("Only active standard Reserved Instances can be listed.");
        var listed = row.Listings.Where(one => one.Status == ListingStatus.Active).Sum(one => one.Count);
        if (input.InstanceCount is not >= 1 || input.InstanceCount + listed > row.Count)
            throw CommonErrors.InvalidParameterValue($"Invalid value '{input.InstanceCount}' for InstanceCount.");
        var prices = (input.PriceSchedules ?? []).OrderByDescending(one => one.Term)
            .Select(one => new ReservedPrice(one.Term ?? 0, one.Price ?? 0)).ToList();
        if (prices.Count == 0 || prices.Exists(one => one.TermMonths < 1 || one.Price < 0))
            throw CommonErrors.InvalidParameterValue("The price schedules are not valid.");
        var listing = new ReservedListing(
            change.NewUuid(), input.InstanceCount.Value, ListingStatus.Active, prices, change.Now, change.Now,
            input.ClientToken);
        row = change.Put(row with { Listings = [.. row.Listings, listing] });
        return new() { ReservedInstancesListings = [ReservedListings.View(listing, row, change)] };
    }
}
