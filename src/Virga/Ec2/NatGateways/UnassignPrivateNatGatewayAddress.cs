using Virga.Ec2.NetworkInterfaces;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NatGateways;

/// <summary>Takes secondary private addresses from a private NAT gateway.</summary>
internal sealed class UnassignPrivateNatGatewayAddress
    : IMutation<UnassignPrivateNatGatewayAddressRequest, UnassignPrivateNatGatewayAddressResult>
{
    public static UnassignPrivateNatGatewayAddressResult Run(
        UnassignPrivateNatGatewayAddressRequest input, Change change)
    {
        var nat = change.Named<NatGatewayRow>(input.NatGatewayId);
        var eni = NatAddresses.InterfaceOf(change, nat);
        var wanted = input.PrivateIpAddresses ?? [];
        var addresses = NatGatewayView.Addresses(nat, change).FindAll(one => wanted.Contains(one.PrivateIp!));
        if (addresses.Count != wanted.Count || addresses.Exists(one => one.IsPrimary == true))
            throw CommonErrors.InvalidParameterValue(
                $"Some of [{string.Join(", ", wanted)}] are not secondary addresses of {nat.Id}.");
        RemoveInterface.Unassign(change, eni, wanted);
        addresses.ForEach(one => one.Status = NatGatewayAddressStatus.Unassigning);
        return new() { NatGatewayId = nat.Id, NatGatewayAddresses = addresses };
    }
}
