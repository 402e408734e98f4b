using Virga.Ec2.Addresses;
using Virga.Ec2.SecurityGroups;
using Virga.Ec2.Subnets;
using Virga.Ec2.Tags;
using Virga.Ec2.Vpcs;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInterfaces;

/// <summary>A network interface as AWS shows it.</summary>
internal static class NetworkInterfaceView
{
    private const string AmazonOwner = "amazon";

    public static NetworkInterface Of(NetworkInterfaceRow eni, WorldView at)
    {
        var addresses = eni.PrivateAddresses.Select(one => Address(one, eni, at)).ToList();
        var association = addresses.Count > 0 ? addresses[0].Association : null;
        return new()
        {
            NetworkInterfaceId = eni.Id,
            SubnetId = eni.SubnetId,
            VpcId = eni.VpcId,
            AvailabilityZone = eni.AvailabilityZone,
            AvailabilityZoneId = ZoneIds.Of(eni.AvailabilityZone),
            Description = eni.Description,
            OwnerId = at.Account,
            RequesterId = eni.RequesterId,
            RequesterManaged = eni.IsRequesterManaged,
            Status = StatusOf(eni),
            MacAddress = eni.MacAddress,
            PrivateIpAddress = eni.PrimaryAddress,
            PrivateDnsName = PrivateName(eni.PrimaryAddress, eni, at),
            PublicDnsName = association?.PublicDnsName,
            SourceDestCheck = eni.ChecksSourceDest,
            InterfaceType = eni.InterfaceType,
            Groups = GroupsOf(eni, at),
            Association = association,
            Attachment = AttachmentOf(eni),
            PrivateIpAddresses = addresses,
            Ipv6Addresses = [.. eni.Ipv6Addresses.Select((one, position) => new NetworkInterfaceIpv6Address
            {
                Ipv6Address = one,
                IsPrimaryIpv6 = position == 0 && eni.HasPrimaryIpv6,
            })],
            Ipv6Address = eni.Ipv6Addresses.Count > 0 ? eni.Ipv6Addresses[0] : null,
            Ipv6Native = at.Find<SubnetRow>(eni.SubnetId)?.IsIpv6Native == true ? true : null,
            Ipv4Prefixes = eni.Ipv4Prefixes.Count == 0
                ? null
                : [.. eni.Ipv4Prefixes.Select(one => new Ipv4PrefixSpecification { Ipv4Prefix = one })],
            Ipv6Prefixes = eni.Ipv6Prefixes.Count == 0
                ? null
                : [.. eni.Ipv6Prefixes.Select(one => new Ipv6PrefixSpecification { Ipv6Prefix = one })],
            ConnectionTrackingConfiguration = eni.Tracking is { } tracking
                ? new()
                {
                    TcpEstablishedTimeout = tracking.TcpEstablishedSeconds,
                    UdpStreamTimeout = tracking.UdpStreamSeconds,
                    UdpTimeout = tracking.UdpSeconds,
                }
                : null,
            DenyAllIgwTraffic = false,
            Operator = new() { Managed = false },
            TagSet = at.TagsOf(eni.Id),
        };
    }

    public static List<GroupIdentifier> GroupsOf(NetworkInterfaceRow eni, WorldView at) =>
        [.. eni.GroupIds.Select(id => new GroupIdentifier
        {
            GroupId = id,
            GroupName = at.Find<SecurityGroupRow>(id)?.Name,
        })];

    public static NetworkInterfaceAttachment? AttachmentOf(NetworkInterfaceRow eni)
    {
        if (eni.Attachment is not { } attachment)
            return eni.IsRequesterManaged
                ? new()
                {
                    AttachmentId = $"ela-attach-{eni.Id[^17..]}",
                    DeleteOnTermination = false,
                    DeviceIndex = 1,
                    InstanceOwnerId = "amazon-aws",
                    Status = AttachmentStatus.Attached,
                }
                : null;
        return new()
        {
            AttachmentId = attachment.AttachmentId,
            AttachTime = attachment.AttachTime,
            DeleteOnTermination = attachment.IsDeletedOnTermination,
            DeviceIndex = attachment.DeviceIndex,
            NetworkCardIndex = attachment.NetworkCardIndex,
            InstanceId = attachment.InstanceId,
            InstanceOwnerId = attachment.InstanceOwnerId,
            Status = attachment.Status,
        };
    }

    /// <summary>The public side of a private address: an elastic address, or the one of the launch.</summary>
    public static NetworkInterfaceAssociation? AssociationOf(NetworkInterfaceRow eni, string address, WorldView at)
    {
        if (ElasticAddresses.Of(at, eni.Id, address) is { } elastic)
            return new()
            {
                AllocationId = elastic.Id,
                AssociationId = elastic.Association!.Id,
                IpOwnerId = at.Account,
                PublicIp = elastic.PublicIp,
                PublicDnsName = PublicName(elastic.PublicIp, eni, at),
            };
        return eni.AutoPublicIp is { } given && address == eni.PrimaryAddress
            ? new() { IpOwnerId = AmazonOwner, PublicIp = given, PublicDnsName = PublicName(given, eni, at) }
            : null;
    }

    private static string StatusOf(NetworkInterfaceRow eni) => eni.Attachment?.Status switch
    {
        null => eni.IsRequesterManaged ? NetworkInterfaceStatus.InUse : NetworkInterfaceStatus.Available,
        "attaching" => NetworkInterfaceStatus.Attaching,
        "detaching" => NetworkInterfaceStatus.Detaching,
        _ => NetworkInterfaceStatus.InUse,
    };

    private static NetworkInterfacePrivateIpAddress Address(
        PrivateAddress one, NetworkInterfaceRow eni, WorldView at) =>
        new()
        {
            PrivateIpAddress = one.Address,
            Primary = one.IsPrimary,
            PrivateDnsName = PrivateName(one.Address, eni, at),
            Association = AssociationOf(eni, one.Address, at),
        };

    /// <summary>Names exist where the VPC's DNS hostnames are on (VPC User Guide, "DNS attributes").</summary>
    private static string? PrivateName(string? address, NetworkInterfaceRow eni, WorldView at) =>
        address is not null && at.Find<VpcRow>(eni.VpcId)?.AreDnsHostnamesEnabled == true
            ? DnsNames.Private(address, at.Region)
            : null;

    private static string? PublicName(string address, NetworkInterfaceRow eni, WorldView at) =>
        at.Find<VpcRow>(eni.VpcId)?.AreDnsHostnamesEnabled == true ? DnsNames.Public(address, at.Region) : null;
}
