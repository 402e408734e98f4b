using Virga.Ec2.NetworkInterfaces;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Addresses;

/// <summary>Gives an elastic address back that stands for nothing.</summary>
internal sealed class ReleaseAddress : IMutation<ReleaseAddressRequest, ReleaseAddressResult>
{
    public static ReleaseAddressResult Run(ReleaseAddressRequest input, Change change)
    {
        var address = ElasticAddresses.Get(change, input.AllocationId, input.PublicIp);
        if (address.Association is not null) throw Ec2Errors.AddressInUse(address.PublicIp);
        PublicAddresses.Release(change, address.PublicIp);
        change.Remove<AddressRow>(address.Id);
        return new();
    }
}
