using Virga.Ec2.NetworkInterfaces;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NatGateways;

/// <summary>Gives a private NAT gateway further private addresses.</summary>
internal sealed class AssignPrivateNatGatewayAddress
    : IMutation<AssignPrivateNatGatewayAddressRequest, AssignPrivateNatGatewayAddressResult>
{
    public static AssignPrivateNatGatewayAddressResult Run(
        AssignPrivateNatGatewayAddressRequest input, Change change)
    {
        var nat = change.Named<NatGatewayRow>(input.NatGatewayId);
        var eni = NatAddresses.InterfaceOf(change, nat);
        if (nat.ConnectivityType != ConnectivityType.Private)
            throw CommonErrors.InvalidParameterValue($"The NAT gateway {nat.Id} is public.");
        InterfaceAddresses.AddSecondary(
            change, eni, input.PrivateIpAddresses ?? [], input.PrivateIpAddressCount ?? 0);
        var added = NatGatewayView.Addresses(nat, change).Skip(eni.PrivateAddresses.Count).ToList();
        added.ForEach(one => one.Status = NatGatewayAddressStatus.Assigning);
        return new() { NatGatewayId = nat.Id, NatGatewayAddresses = added };
    }
}
