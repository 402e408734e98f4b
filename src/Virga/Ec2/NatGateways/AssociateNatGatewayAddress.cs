using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NatGateways;

/// <summary>Gives a public NAT gateway further elastic addresses.</summary>
internal sealed class AssociateNatGatewayAddress
    : IMutation<AssociateNatGatewayAddressRequest, AssociateNatGatewayAddressResult>
{
    public static AssociateNatGatewayAddressResult Run(AssociateNatGatewayAddressRequest input, Change change)
    {
        var nat = change.Named<NatGatewayRow>(input.NatGatewayId);
        var eni = NatAddresses.InterfaceOf(change, nat);
        if (nat.ConnectivityType != ConnectivityType.Public)
            throw CommonErrors.InvalidParameterValue($"The NAT gateway {nat.Id} is private.");
        NatAddresses.Add(change, eni, input.AllocationIds ?? [], input.PrivateIpAddresses ?? [], count: 0);
        var added = NatGatewayView.Addresses(nat, change).Skip(eni.PrivateAddresses.Count).ToList();
        added.ForEach(one => one.Status = NatGatewayAddressStatus.Associating);
        return new() { NatGatewayId = nat.Id, NatGatewayAddresses = added };
    }
}
