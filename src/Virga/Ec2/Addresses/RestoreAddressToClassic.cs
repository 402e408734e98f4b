using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Addresses;

/// <summary>EC2-Classic is gone: no address can go back to it.</summary>
internal sealed class RestoreAddressToClassic : IMutation<RestoreAddressToClassicRequest, RestoreAddressToClassicResult>
{
    public static RestoreAddressToClassicResult Run(RestoreAddressToClassicRequest input, Change change)
    {
        var address = ElasticAddresses.ByPublicIp(change, input.PublicIp!);
        throw CommonErrors.InvalidParameterCombination(
            $"The address {address.PublicIp} cannot be restored: this account does not support EC2-Classic.");
    }
}
