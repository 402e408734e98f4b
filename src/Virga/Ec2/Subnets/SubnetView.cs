using Virga.Ec2.Tags;
using Virga.Ec2.VpcBlockPublicAccess;
using Virga.Ec2.Vpcs;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Subnets;

/// <summary>A subnet as AWS shows it.</summary>
internal static class SubnetView
{
    public static Subnet Of(SubnetRow subnet, WorldView at) => new()
    {
        SubnetId = subnet.Id,
        SubnetArn = at.Ec2Arn("subnet", subnet.Id),
        VpcId = subnet.VpcId,
        State = subnet.State,
        OwnerId = at.Account,
        CidrBlock = subnet.CidrBlock,
        AvailableIpAddressCount = SubnetAddresses.CountAvailable(at, subnet),
        AvailabilityZone = subnet.AvailabilityZone,
        AvailabilityZoneId = ZoneIds.Of(subnet.AvailabilityZone),
        DefaultForAz = subnet.IsDefaultForAz,
        MapPublicIpOnLaunch = subnet.MapsPublicIpOnLaunch,
        MapCustomerOwnedIpOnLaunch = false,
        AssignIpv6AddressOnCreation = subnet.AssignsIpv6AddressOnCreation,
        Ipv6CidrBlockAssociationSet = [.. subnet.Ipv6CidrBlocks.Select(Ipv6Association)],
        Ipv6Native = subnet.IsIpv6Native,
        EnableDns64 = subnet.IsDns64Enabled,
        EnableLniAtDeviceIndex = subnet.LniDeviceIndex,
        PrivateDnsNameOptionsOnLaunch = new()
        {
            HostnameType = subnet.HostnameType,
            EnableResourceNameDnsARecord = subnet.HasResourceNameARecord,
            EnableResourceNameDnsAAAARecord = subnet.HasResourceNameAaaaRecord,
        },
        BlockPublicAccessStates = new() { InternetGatewayBlockMode = BlockPublicAccess.OfSubnet(at, subnet) },
        Tags = at.TagsOf(subnet.Id),
    };

    public static SubnetIpv6CidrBlockAssociation Ipv6Association(CidrAssociation association) => new()
    {
        AssociationId = association.AssociationId,
        Ipv6CidrBlock = association.Block,
        Ipv6CidrBlockState = new() { State = association.State },
        Ipv6AddressAttribute = Wire.Ec2.Ipv6AddressAttribute.Public,
        IpSource = Wire.Ec2.IpSource.Amazon,
    };

    public static SubnetCidrReservation Reservation(SubnetCidrReservationRow row, WorldView at) => new()
    {
        SubnetCidrReservationId = row.Id,
        SubnetId = row.SubnetId,
        Cidr = row.Block,
        ReservationType = row.Type,
        OwnerId = at.Account,
        Description = row.Description,
        Tags = at.TagsOf(row.Id),
    };
}
