using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Addresses;

/// <summary>Takes back the offer of an elastic address.</summary>
internal sealed class DisableAddressTransfer : IMutation<DisableAddressTransferRequest, DisableAddressTransferResult>
{
    public static DisableAddressTransferResult Run(DisableAddressTransferRequest input, Change change)
    {
        var address = change.Named<AddressRow>(input.AllocationId);
        var offer = address.Transfer ?? throw new AwsException(
            "InvalidAddressTransfer.NotFound", $"There is no transfer for the allocation '{address.Id}'.");
        change.Put(address with { Transfer = null });
        var shape = AddressView.Transfer(address, offer.Account, null, AddressTransferStatus.Disabled);
        return new() { AddressTransfer = shape };
    }
}
