using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Addresses;

/// <summary>EC2-Classic is gone: every address is in a VPC already, and AWS refuses to move one.</summary>
internal sealed class MoveAddressToVpc : IMutation<MoveAddressToVpcRequest, MoveAddressToVpcResult>
{
    public static MoveAddressToVpcResult Run(MoveAddressToVpcRequest input, Change change)
    {
        var address = ElasticAddresses.ByPublicIp(change, input.PublicIp!);
        throw CommonErrors.InvalidParameterCombination(
            $"The address {address.PublicIp} is already in the platform EC2-VPC.");
    }
}
