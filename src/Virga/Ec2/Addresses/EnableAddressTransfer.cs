using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Addresses;

/// <summary>Offers an elastic address to another account, for seven days (VPC User Guide, "Transfer").</summary>
internal sealed class EnableAddressTransfer : IMutation<EnableAddressTransferRequest, EnableAddressTransferResult>
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    public static EnableAddressTransferResult Run(EnableAddressTransferRequest input, Change change)
    {
        var address = change.Named<AddressRow>(input.AllocationId);
        var account = input.TransferAccountId!;
        if (account.Length != 12 || !account.All(char.IsAsciiDigit) || account == change.Account)
            throw CommonErrors.InvalidParameterValue(
                $"Value ({account}) for parameter transferAccountId is invalid.");
        var offer = new AddressTransferOffer(account, change.Now + Lifetime);
        var row = change.Put(address with { Transfer = offer });
        var shape = AddressView.Transfer(row, account, offer.Expires, AddressTransferStatus.Pending);
        return new() { AddressTransfer = shape };
    }
}
