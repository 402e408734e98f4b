using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Addresses;

/// <summary>Lists addresses on their way between platforms. There is one platform, so there are none.</summary>
internal sealed class DescribeMovingAddresses : IQuery<DescribeMovingAddressesRequest, DescribeMovingAddressesResult>
{
    public static DescribeMovingAddressesResult Run(DescribeMovingAddressesRequest input, WorldView at)
    {
        foreach (var filter in input.Filters ?? [])
            if (filter.Name != "moving-status") throw Ec2Errors.InvalidFilter(filter.Name ?? "");
        foreach (var address in input.PublicIps ?? []) ElasticAddresses.ByPublicIp(at, address);
        return new() { MovingAddressStatuses = [] };
    }
}
