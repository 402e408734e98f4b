using Virga.Service;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Subnets;

/// <summary>
/// The filters of DescribeSubnets, as its documentation lists them, and the camel case forms that AWS also takes.
/// </summary>
internal static class SubnetFilters
{
    public static readonly Filters<Subnet> All = new()
    {
        { "availability-zone", subnet => subnet.AvailabilityZone },
        { "availabilityZone", subnet => subnet.AvailabilityZone },
        { "availability-zone-id", subnet => subnet.AvailabilityZoneId },
        { "availabilityZoneId", subnet => subnet.AvailabilityZoneId },
        { "available-ip-address-count", subnet => (long?)subnet.AvailableIpAddressCount },
        { "cidr-block", subnet => subnet.CidrBlock },
        { "cidr", subnet => subnet.CidrBlock },
        { "cidrBlock", subnet => subnet.CidrBlock },
        { "customer-owned-ipv4-pool", subnet => subnet.CustomerOwnedIpv4Pool },
        { "default-for-az", subnet => subnet.DefaultForAz },
        { "defaultForAz", subnet => subnet.DefaultForAz },
        { "enable-dns64", subnet => subnet.EnableDns64 },
        { "enable-lni-at-device-index", subnet => (long?)subnet.EnableLniAtDeviceIndex },
        { "ipv6-cidr-block-association.ipv6-cidr-block", subnet => Ipv6(subnet).Select(one => one.Ipv6CidrBlock) },
        { "ipv6-cidr-block-association.association-id", subnet => Ipv6(subnet).Select(one => one.AssociationId) },
        { "ipv6-cidr-block-association.state", subnet => Ipv6(subnet).Select(one => one.Ipv6CidrBlockState?.State) },
        { "ipv6-native", subnet => subnet.Ipv6Native },
        { "map-customer-owned-ip-on-launch", subnet => subnet.MapCustomerOwnedIpOnLaunch },
        { "map-public-ip-on-launch", subnet => subnet.MapPublicIpOnLaunch },
        { "outpost-arn", subnet => subnet.OutpostArn },
        { "owner-id", subnet => subnet.OwnerId },
        {
            "private-dns-name-options-on-launch.hostname-type",
            subnet => subnet.PrivateDnsNameOptionsOnLaunch?.HostnameType
        },
        {
            "private-dns-name-options-on-launch.enable-resource-name-dns-a-record",
            subnet => subnet.PrivateDnsNameOptionsOnLaunch?.EnableResourceNameDnsARecord
        },
        {
            "private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record",
            subnet => subnet.PrivateDnsNameOptionsOnLaunch?.EnableResourceNameDnsAAAARecord
        },
        { "state", subnet => subnet.State },
        { "subnet-arn", subnet => subnet.SubnetArn },
        { "subnet-id", subnet => subnet.SubnetId },
        { "vpc-id", subnet => subnet.VpcId },
    };

    private static List<SubnetIpv6CidrBlockAssociation> Ipv6(Subnet subnet) =>
        subnet.Ipv6CidrBlockAssociationSet ?? [];
}
