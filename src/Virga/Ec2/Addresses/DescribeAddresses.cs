using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Addresses;

/// <summary>Lists elastic addresses.</summary>
internal sealed class DescribeAddresses : IQuery<DescribeAddressesRequest, DescribeAddressesResult>
{
    private static readonly Listing<AddressRow, Address> Listing = new()
    {
        View = AddressView.Of,
        Filters = new()
        {
            { "allocation-id", address => address.AllocationId },
            { "association-id", address => address.AssociationId },
            { "domain", address => address.Domain },
            { "instance-id", address => address.InstanceId },
            { "network-border-group", address => address.NetworkBorderGroup },
            { "network-interface-id", address => address.NetworkInterfaceId },
            { "network-interface-owner-id", address => address.NetworkInterfaceOwnerId },
            { "private-ip-address", address => address.PrivateIpAddress },
            { "public-ip", address => address.PublicIp },
        },
    };

    public static DescribeAddressesResult Run(DescribeAddressesRequest input, WorldView at)
    {
        List<string> ids =
        [
            .. input.AllocationIds ?? [],
            .. (input.PublicIps ?? []).Select(address => ElasticAddresses.ByPublicIp(at, address).Id),
        ];
        return new() { Addresses = Listing.Page(at, ids, input.Filters).Items };
    }
}
