using Virga.Ec2.CapacityReservations;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityBlocks;

/// <summary>Lists the time that was bought for capacity blocks after their purchase.</summary>
internal sealed class DescribeCapacityBlockExtensionHistory : IQuery<
    DescribeCapacityBlockExtensionHistoryRequest, DescribeCapacityBlockExtensionHistoryResult>
{
    private static readonly Filters<CapacityBlockExtension> Filters = new()
    {
        { "availability-zone", one => one.AvailabilityZone },
        { "availability-zone-id", one => one.AvailabilityZoneId },
        { "capacity-block-extension-offering-id", one => one.CapacityBlockExtensionOfferingId },
        { "capacity-block-extension-status", one => one.CapacityBlockExtensionStatus },
        { "capacity-reservation-id", one => one.CapacityReservationId },
        { "instance-type", one => one.InstanceType },
    };

    public static DescribeCapacityBlockExtensionHistoryResult Run(
        DescribeCapacityBlockExtensionHistoryRequest input, WorldView at)
    {
        var rows = input.CapacityReservationIds is { Count: > 0 } ids
            ? ids.Select(at.Named<CapacityReservationRow>)
            : at.Rows<CapacityReservationRow>();
        var all = rows.SelectMany(row => row.Extensions.Select(one => View(row, one)));
        var page = FactPage.Of(all, Filters, input.Filters, input.MaxResults, input.NextToken);
        return new() { CapacityBlockExtensions = page.Items, NextToken = page.NextToken };
    }

    public static CapacityBlockExtension View(CapacityReservationRow row, BlockExtension one) => new()
    {
        CapacityReservationId = row.Id,
        InstanceType = row.InstanceType,
        InstanceCount = row.TotalCount,
        AvailabilityZone = row.AvailabilityZone,
        AvailabilityZoneId = ZoneIds.Of(row.AvailabilityZone),
        CapacityBlockExtensionOfferingId = one.OfferingId,
        CapacityBlockExtensionDurationHours = one.Hours,
        CapacityBlockExtensionStatus = CapacityBlockExtensionStatus.PaymentSucceeded,
        CapacityBlockExtensionPurchaseDate = one.PurchaseDate,
        CapacityBlockExtensionStartDate = one.Start,
        CapacityBlockExtensionEndDate = one.End,
        UpfrontFee = one.Fee,
        CurrencyCode = "USD",
        ZoneType = Zones.ZoneTypes.AvailabilityZone,
    };
}
