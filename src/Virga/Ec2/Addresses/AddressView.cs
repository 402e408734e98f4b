using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.Tags;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Addresses;

/// <summary>An elastic address as AWS shows it.</summary>
internal static class AddressView
{
    public static Address Of(AddressRow row, WorldView at)
    {
        var eni = at.Find<NetworkInterfaceRow>(row.Association?.InterfaceId);
        return new()
        {
            AllocationId = row.Id,
            PublicIp = row.PublicIp,
            Domain = DomainType.Vpc,
            NetworkBorderGroup = row.NetworkBorderGroup,
            PublicIpv4Pool = row.Pool,
            AssociationId = row.Association?.Id,
            NetworkInterfaceId = eni?.Id,
            NetworkInterfaceOwnerId = eni is null ? null : at.Account,
            PrivateIpAddress = row.Association?.PrivateAddress,
            InstanceId = eni?.Attachment?.InstanceId,
            Tags = at.TagsOf(row.Id),
        };
    }

    public static AddressAttribute Attribute(AddressRow row) => new()
    {
        AllocationId = row.Id,
        PublicIp = row.PublicIp,
        PtrRecord = row.PtrRecord,
    };

    public static AddressTransfer Transfer(AddressRow row, string account, DateTimeOffset? expires, string status) =>
        new()
        {
            AllocationId = row.Id,
            PublicIp = row.PublicIp,
            TransferAccountId = account,
            TransferOfferExpirationTimestamp = expires,
            AddressTransferStatus = status,
        };
}
