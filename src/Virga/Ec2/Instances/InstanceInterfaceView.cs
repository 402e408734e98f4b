using Virga.Ec2.Addresses;
using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.SecurityGroups;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>An interface as it is shown in an instance.</summary>
internal static class InstanceInterfaceView
{
    private const string AmazonOwner = "amazon";

    public static InstanceNetworkInterface Of(NetworkInterfaceRow eni, InstanceRow instance, WorldView at) => new()
    {
        NetworkInterfaceId = eni.Id,
        OwnerId = at.Account,
        Status = NetworkInterfaceStatus.InUse,
        Description = eni.Description,
        SubnetId = eni.SubnetId,
        VpcId = eni.VpcId,
        MacAddress = eni.MacAddress,
        InterfaceType = eni.InterfaceType,
        SourceDestCheck = eni.ChecksSourceDest,
        Groups = Groups(eni, at),
        PrivateIpAddress = eni.PrimaryAddress,
        PrivateDnsName = eni.PrimaryAddress is null ? null : NameOf(eni.PrimaryAddress, instance, at),
        PrivateIpAddresses = [.. eni.PrivateAddresses.Select(one => Address(one, eni, instance, at))],
        Ipv6Addresses =
        [
            .. eni.Ipv6Addresses.Select((one, position) => new InstanceIpv6Address
            {
                Ipv6Address = one,
                IsPrimaryIpv6 = position == 0 && eni.HasPrimaryIpv6,
            }),
        ],
        Ipv4Prefixes = eni.Ipv4Prefixes.Count == 0
            ? null
            : [.. eni.Ipv4Prefixes.Select(one => new InstanceIpv4Prefix { Ipv4Prefix = one })],
        Ipv6Prefixes = eni.Ipv6Prefixes.Count == 0
            ? null
            : [.. eni.Ipv6Prefixes.Select(one => new InstanceIpv6Prefix { Ipv6Prefix = one })],
        Association = Association(eni, instance, at),
        Attachment = new()
        {
            AttachmentId = eni.Attachment!.AttachmentId,
            AttachTime = eni.Attachment.AttachTime,
            DeleteOnTermination = eni.Attachment.IsDeletedOnTermination,
            DeviceIndex = eni.Attachment.DeviceIndex,
            NetworkCardIndex = eni.Attachment.NetworkCardIndex,
            Status = eni.Attachment.Status,
        },
        Operator = new() { Managed = false },
    };

    private static List<GroupIdentifier> Groups(NetworkInterfaceRow eni, WorldView at) =>
    [
        .. eni.GroupIds.Select(id => new GroupIdentifier
        {
            GroupId = id,
            GroupName = at.Find<SecurityGroupRow>(id)?.Name,
        }),
    ];

    private static InstancePrivateIpAddress Address(
        PrivateAddress one, NetworkInterfaceRow eni, InstanceRow instance, WorldView at) => new()
    {
        PrivateIpAddress = one.Address,
        PrivateDnsName = NameOf(one.Address, instance, at),
        Primary = one.IsPrimary,
        Association = one.IsPrimary ? Association(eni, instance, at) : Elastic(eni, one.Address, at),
    };

    private static string NameOf(string address, InstanceRow instance, WorldView at) =>
        instance.HostnameType == HostnameType.ResourceName
            ? DnsNames.Resource(instance.Id, at.Region)
            : DnsNames.Private(address, at.Region);

    /// <summary>
    /// The public side. Where the machine itself was seen at an address of the host's network, that one is shown: it
    /// answers, and the one that was allocated would not.
    /// </summary>
    private static InstanceNetworkInterfaceAssociation? Association(
        NetworkInterfaceRow eni, InstanceRow instance, WorldView at)
    {
        if (eni.PrimaryAddress is { } primary && Elastic(eni, primary, at) is { } elastic) return elastic;
        if (eni.AutoPublicIp is not { } allocated) return null;
        var address = instance.Facts.Address ?? allocated;
        return new()
        {
            IpOwnerId = AmazonOwner,
            PublicIp = address,
            PublicDnsName = DnsNames.Public(address, at.Region),
        };
    }

    private static InstanceNetworkInterfaceAssociation? Elastic(
        NetworkInterfaceRow eni, string privateAddress, WorldView at) =>
        ElasticAddresses.Of(at, eni.Id, privateAddress) is { } elastic
            ? new()
            {
                IpOwnerId = at.Account,
                PublicIp = elastic.PublicIp,
                PublicDnsName = DnsNames.Public(elastic.PublicIp, at.Region),
            }
            : null;
}
