using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityBlocks;

/// <summary>Offers more time for a capacity block.</summary>
internal sealed class DescribeCapacityBlockExtensionOfferings : IQuery<
    DescribeCapacityBlockExtensionOfferingsRequest, DescribeCapacityBlockExtensionOfferingsResult>
{
    public static DescribeCapacityBlockExtensionOfferingsResult Run(
        DescribeCapacityBlockExtensionOfferingsRequest input, WorldView at)
    {
        var offer = ExtensionOffering.For(
            at, input.CapacityReservationId, input.CapacityBlockExtensionDurationHours!.Value);
        List<CapacityBlockExtensionOffering> all =
        [
            new()
            {
                CapacityBlockExtensionOfferingId = offer.Id,
                InstanceType = offer.Block.InstanceType,
                InstanceCount = offer.Block.TotalCount,
                AvailabilityZone = offer.Block.AvailabilityZone,
                AvailabilityZoneId = ZoneIds.Of(offer.Block.AvailabilityZone),
                StartDate = offer.Block.StartDate,
                CapacityBlockExtensionStartDate = offer.Start,
                CapacityBlockExtensionEndDate = offer.End,
                CapacityBlockExtensionDurationHours = offer.Hours,
                UpfrontFee = offer.FeeIn(at),
                CurrencyCode = "USD",
                Tenancy = CapacityReservationTenancy.Default,
                ZoneType = Zones.ZoneTypes.AvailabilityZone,
            },
        ];
        var page = PageToken.Slice(all, input.MaxResults, input.NextToken);
        return new() { CapacityBlockExtensionOfferings = page.Items, NextToken = page.NextToken };
    }
}
