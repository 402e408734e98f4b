using Virga.Ec2.NetworkInterfaces;
using Virga.Service;
using Virga.State;

namespace Virga.Ec2.Addresses;

/// <summary>Elastic addresses as requests name them, and what they stand for.</summary>
internal static class ElasticAddresses
{
    /// <summary>The address that a request names by its allocation or by itself.</summary>
    public static AddressRow Get(WorldView at, string? allocationId, string? publicIp)
    {
        if (!string.IsNullOrEmpty(allocationId)) return at.Named<AddressRow>(allocationId);
        if (string.IsNullOrEmpty(publicIp)) throw CommonErrors.MissingParameter("AllocationId");
        return ByPublicIp(at, publicIp);
    }

    /// <summary>The account's elastic address with this value.</summary>
    public static AddressRow ByPublicIp(WorldView at, string publicIp) =>
        at.Rows<AddressRow>().By(AddressRow.ByPublicIp, publicIp).FirstOrDefault()
        ?? throw Ec2Errors.AddressNotFound(publicIp);

    /// <summary>The elastic address that stands for a private address of an interface, or null.</summary>
    public static AddressRow? Of(WorldView at, string interfaceId, string privateAddress) =>
        at.Rows<AddressRow>().By(AddressRow.ByInterface, interfaceId)
            .FirstOrDefault(address => address.Association!.PrivateAddress == privateAddress);

    /// <summary>
    /// Lets an elastic address stand for a private one; the launch's own public address is given back.
    /// </summary>
    public static AddressRow Associate(
        Change change, AddressRow address, NetworkInterfaceRow eni, string privateAddress)
    {
        if (eni.PrimaryAddress == privateAddress && eni.AutoPublicIp is { } given)
        {
            PublicAddresses.Release(change, given);
            change.Put(eni with { AutoPublicIp = null, HadPublicIp = false });
        }

        var association = new AddressAssociation(change.NewId("eipassoc"), eni.Id, privateAddress);
        return change.Put(address with { Association = association });
    }

    /// <summary>Frees all elastic addresses of an interface that goes away.</summary>
    public static void DisassociateAll(Change change, string interfaceId)
    {
        foreach (var address in change.Rows<AddressRow>().By(AddressRow.ByInterface, interfaceId))
            change.Put(address with { Association = null });
    }
}
