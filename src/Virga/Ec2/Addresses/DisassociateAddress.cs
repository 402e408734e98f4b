using Virga.Ec2.NatGateways;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Addresses;

/// <summary>Frees an elastic address from what it stands for.</summary>
internal sealed class DisassociateAddress : IMutation<DisassociateAddressRequest, DisassociateAddressResult>
{
    public static DisassociateAddressResult Run(DisassociateAddressRequest input, Change change)
    {
        var address = input.AssociationId is { Length: > 0 } id
            ? change.Rows<AddressRow>().FirstOrDefault(one => one.Association?.Id == id)
                ?? throw Ec2Errors.AssociationNotFound(id)
            : ElasticAddresses.Get(change, null, input.PublicIp);
        if (address.Association is null) return new();
        if (change.Rows<NatGatewayRow>().Any(nat =>
            !nat.IsGone && nat.NetworkInterfaceId == address.Association.InterfaceId))
            throw new AwsException(
                "AuthFailure", "You do not have permission to access the specified resource.");
        change.Put(address with { Association = null });
        return new();
    }
}
