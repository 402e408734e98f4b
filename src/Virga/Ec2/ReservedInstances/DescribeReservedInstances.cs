using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ReservedInstances;

/// <summary>Lists the reserved instances that were bought.</summary>
internal sealed class DescribeReservedInstances
    : IQuery<DescribeReservedInstancesRequest, DescribeReservedInstancesResult>
{
    private static readonly Listing<ReservedInstancesRow, Wire.Ec2.ReservedInstances> Listing = new()
    {
        View = static (row, at) => row.View(at),
        Filters = new()
        {
            { "availability-zone", one => one.AvailabilityZone },
            { "availability-zone-id", one => one.AvailabilityZoneId },
            { "duration", one => one.Duration },
            { "end", one => one.End },
            { "fixed-price", one => Number(one.FixedPrice) },
            { "instance-type", one => one.InstanceType },
            { "scope", one => one.Scope },
            { "product-description", one => one.ProductDescription },
            { "reserved-instances-id", one => one.ReservedInstancesId },
            { "start", one => one.Start },
            { "state", one => one.State },
            { "usage-price", one => Number(one.UsagePrice) },
        },
    };

    public static DescribeReservedInstancesResult Run(DescribeReservedInstancesRequest input, WorldView at)
    {
        var all = Listing.Page(at, input.ReservedInstancesIds, input.Filters).Items;
        return new()
        {
            ReservedInstances = all.FindAll(one =>
                (input.OfferingClass is null || one.OfferingClass == input.OfferingClass)
                && (input.OfferingType is null || one.OfferingType == input.OfferingType)),
        };
    }

    private static string? Number(double? value) => value?.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
