using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Addresses;

/// <summary>Allocates an elastic address to the account.</summary>
internal sealed class AllocateAddress : IMutation<AllocateAddressRequest, AllocateAddressResult>
{
    public static AllocateAddressResult Run(AllocateAddressRequest input, Change change)
    {
        if (input.PublicIpv4Pool is { } pool && pool != "amazon")
            throw new AwsException("InvalidPublicIpv4PoolID.NotFound", $"The pool ID '{pool}' does not exist.");
        if (input.CustomerOwnedIpv4Pool is { } owned)
            throw new AwsException("InvalidPoolID.NotFound", $"The pool ID '{owned}' does not exist.");
        if (input.IpamPoolId is { } ipamPool)
            throw CommonErrors.InvalidParameterValue($"The pool {ipamPool} holds no public IPv4 addresses.");
        Quota.Addresses.Check(change, () => change.Rows<AddressRow>().Count);
        var address = input.Address is null
            ? PublicAddresses.Next(change)
            : PublicAddresses.Take(change, input.Address);
        var row = change.Put(new AddressRow(change.NewId("eipalloc"))
        {
            PublicIp = address,
            NetworkBorderGroup = input.NetworkBorderGroup ?? change.Region,
        });
        change.TagNew(input.TagSpecifications, ResourceType.ElasticIp, row.Id);
        return new()
        {
            AllocationId = row.Id,
            PublicIp = row.PublicIp,
            Domain = DomainType.Vpc,
            NetworkBorderGroup = row.NetworkBorderGroup,
            PublicIpv4Pool = row.Pool,
        };
    }
}
