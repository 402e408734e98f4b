using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Addresses;

/// <summary>Takes an elastic address that another account offers, in the same region.</summary>
internal sealed class AcceptAddressTransfer : IMutation<AcceptAddressTransferRequest, AcceptAddressTransferResult>
{
    public static AcceptAddressTransferResult Run(AcceptAddressTransferRequest input, Change change)
    {
        var (scope, offered) = Offer(change, input.Address!);
        if (offered.Association is not null) throw Ec2Errors.AddressInUse(offered.PublicIp);
        Quota.Addresses.Check(change, () => change.Rows<AddressRow>().Count);
        change.At(scope).Remove<AddressRow>(offered.Id);
        change.At(PublicAddressRow.Pool).Put(new PublicAddressRow(offered.PublicIp, change.Account, change.Region));
        var row = change.Put(offered with { Sequence = 0, Transfer = null, PtrRecord = null });
        change.TagNew(input.TagSpecifications, ResourceType.ElasticIp, row.Id);
        var shape = AddressView.Transfer(
            row, change.Account, offered.Transfer!.Expires, AddressTransferStatus.Accepted);
        shape.TransferOfferAcceptedTimestamp = change.Now;
        return new() { AddressTransfer = shape };
    }

    private static (Scope Scope, AddressRow Address) Offer(Change change, string publicIp)
    {
        foreach (var scope in change.Scopes.Where(one => one.Region == change.Region))
        {
            var offered = change.Rows<AddressRow>(scope).By(AddressRow.ByPublicIp, publicIp).FirstOrDefault();
            if (offered?.Transfer is { } offer && offer.Account == change.Account && offer.Expires > change.Now)
                return (scope, offered);
        }

        throw new AwsException(
            "InvalidAddressTransfer.NotFound", $"There is no transfer for the address '{publicIp}'.");
    }
}
