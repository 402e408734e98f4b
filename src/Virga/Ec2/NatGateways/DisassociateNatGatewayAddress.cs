using Virga.Ec2.NetworkInterfaces;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NatGateways;

/// <summary>Takes secondary elastic addresses from a NAT gateway, with the private ones under them.</summary>
internal sealed class DisassociateNatGatewayAddress
    : IMutation<DisassociateNatGatewayAddressRequest, DisassociateNatGatewayAddressResult>
{
    public static DisassociateNatGatewayAddressResult Run(
        DisassociateNatGatewayAddressRequest input, Change change)
    {
        var nat = change.Named<NatGatewayRow>(input.NatGatewayId);
        var eni = NatAddresses.InterfaceOf(change, nat);
        var ids = input.AssociationIds ?? [];
        var addresses = NatGatewayView.Addresses(nat, change).FindAll(one => ids.Contains(one.AssociationId ?? ""));
        if (addresses.Count != ids.Count) throw Ec2Errors.AssociationNotFound(string.Join(", ", ids));
        if (addresses.Exists(one => one.IsPrimary == true))
            throw CommonErrors.InvalidParameterValue("The primary address of a NAT gateway cannot be disassociated.");
        RemoveInterface.Unassign(change, eni, [.. addresses.Select(one => one.PrivateIp!)]);
        addresses.ForEach(one => one.Status = NatGatewayAddressStatus.Disassociating);
        return new() { NatGatewayId = nat.Id, NatGatewayAddresses = addresses };
    }
}
