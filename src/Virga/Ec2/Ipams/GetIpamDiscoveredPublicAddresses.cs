using Virga.Ec2.Addresses;
using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Lists the public addresses of a region that a resource discovery sees, with who has them.</summary>
internal sealed class GetIpamDiscoveredPublicAddresses
    : IQuery<GetIpamDiscoveredPublicAddressesRequest, GetIpamDiscoveredPublicAddressesResult>
{
    private static readonly Filters<IpamDiscoveredPublicAddress> Filters = new()
    {
        { "address", one => one.Address },
        { "address-region", one => one.AddressRegion },
        { "address-owner-id", one => one.AddressOwnerId },
        { "address-allocation-id", one => one.AddressAllocationId },
        { "address-type", one => one.AddressType },
        { "association-status", one => one.AssociationStatus },
        { "instance-id", one => one.InstanceId },
        { "network-interface-id", one => one.NetworkInterfaceId },
        { "service", one => one.Service },
        { "subnet-id", one => one.SubnetId },
        { "vpc-id", one => one.VpcId },
    };

    public static GetIpamDiscoveredPublicAddressesResult Run(
        GetIpamDiscoveredPublicAddressesRequest input, WorldView at)
    {
        var row = at.Named<IpamResourceDiscoveryRow>(input.IpamResourceDiscoveryId);
        var all = row.Regions.Contains(input.AddressRegion!)
            ? All(at.At(new Scope(at.Account, input.AddressRegion!)), row.Id)
            : [];
        var page = FactPage.Of(all, Filters, input.Filters, input.MaxResults, input.NextToken);
        return new()
        {
            IpamDiscoveredPublicAddresses = page.Items, OldestSampleTime = at.Now, NextToken = page.NextToken,
        };
    }

    private static IEnumerable<IpamDiscoveredPublicAddress> All(WorldView there, string discoveryId)
    {
        foreach (var address in there.Rows<AddressRow>())
        {
            var eni = there.Find<NetworkInterfaceRow>(address.Association?.InterfaceId);
            var shape = Of(there, discoveryId, address.PublicIp, eni);
            shape.AddressAllocationId = address.Id;
            shape.AddressType = IpamPublicAddressType.AmazonOwnedEip;
            shape.NetworkBorderGroup = address.NetworkBorderGroup;
            shape.PublicIpv4PoolId = address.Pool;
            shape.Tags = new()
            {
                EipTags = [.. there.TagsOf(address.Id).Select(tag => new IpamPublicAddressTag
                {
                    Key = tag.Key, Value = tag.Value,
                })],
            };
            yield return shape;
        }

        foreach (var eni in there.Rows<NetworkInterfaceRow>())
        {
            if (eni.AutoPublicIp is not { } given) continue;
            var shape = Of(there, discoveryId, given, eni);
            shape.AddressType = IpamPublicAddressType.Ec2PublicIp;
            shape.NetworkBorderGroup = there.Region;
            yield return shape;
        }
    }

    private static IpamDiscoveredPublicAddress Of(
        WorldView there, string discoveryId, string address, NetworkInterfaceRow? eni) => new()
    {
        IpamResourceDiscoveryId = discoveryId,
        AddressRegion = there.Region,
        Address = address,
        AddressOwnerId = there.Account,
        AssociationStatus = eni is null
            ? IpamPublicAddressAssociationStatus.Disassociated
            : IpamPublicAddressAssociationStatus.Associated,
        Service = eni?.InterfaceType == "nat_gateway" ? IpamPublicAddressAwsService.NatGateway : null,
        VpcId = eni?.VpcId,
        SubnetId = eni?.SubnetId,
        NetworkInterfaceId = eni?.Id,
        NetworkInterfaceDescription = eni?.Description,
        InstanceId = eni?.Attachment?.InstanceId,
        SecurityGroups = eni is null
            ? null
            : [.. NetworkInterfaceView.GroupsOf(eni, there).Select(one => new IpamPublicAddressSecurityGroup
            {
                GroupId = one.GroupId, GroupName = one.GroupName,
            })],
        SampleTime = there.Now,
    };
}
