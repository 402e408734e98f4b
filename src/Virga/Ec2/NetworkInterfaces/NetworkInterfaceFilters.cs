using Virga.Service;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInterfaces;

/// <summary>The filters of DescribeNetworkInterfaces, as its documentation lists them.</summary>
internal static class NetworkInterfaceFilters
{
    public static readonly Filters<NetworkInterface> All = new()
    {
        { "association.allocation-id", eni => Associations(eni).Select(one => one.AllocationId) },
        { "association.association-id", eni => Associations(eni).Select(one => one.AssociationId) },
        { "addresses.association.owner-id", eni => Associations(eni).Select(one => one.IpOwnerId) },
        { "addresses.association.public-ip", eni => Associations(eni).Select(one => one.PublicIp) },
        { "addresses.primary", eni => eni.PrivateIpAddresses!.Select(one => one.Primary == true ? "true" : "false") },
        { "addresses.private-ip-address", eni => eni.PrivateIpAddresses!.Select(one => one.PrivateIpAddress) },
        { "association.ip-owner-id", eni => eni.Association?.IpOwnerId },
        { "association.public-ip", eni => eni.Association?.PublicIp },
        { "association.public-dns-name", eni => eni.Association?.PublicDnsName },
        { "attachment.attach-time", eni => eni.Attachment?.AttachTime },
        { "attachment.attachment-id", eni => eni.Attachment?.AttachmentId },
        { "attachment.delete-on-termination", eni => eni.Attachment?.DeleteOnTermination },
        { "attachment.device-index", eni => (long?)eni.Attachment?.DeviceIndex },
        { "attachment.instance-id", eni => eni.Attachment?.InstanceId },
        { "attachment.instance-owner-id", eni => eni.Attachment?.InstanceOwnerId },
        { "attachment.status", eni => eni.Attachment?.Status },
        { "availability-zone", eni => eni.AvailabilityZone },
        { "availability-zone-id", eni => eni.AvailabilityZoneId },
        { "description", eni => eni.Description },
        { "group-id", eni => eni.Groups!.Select(one => one.GroupId) },
        { "group-name", eni => eni.Groups!.Select(one => one.GroupName) },
        { "ipv6-addresses.ipv6-address", eni => eni.Ipv6Addresses!.Select(one => one.Ipv6Address) },
        { "interface-type", eni => eni.InterfaceType },
        { "mac-address", eni => eni.MacAddress },
        { "network-interface-id", eni => eni.NetworkInterfaceId },
        { "operator.managed", eni => eni.Operator?.Managed },
        { "operator.principal", eni => eni.Operator?.Principal },
        { "owner-id", eni => eni.OwnerId },
        { "private-dns-name", eni => eni.PrivateDnsName },
        { "private-ip-address", eni => eni.PrivateIpAddress },
        { "requester-id", eni => eni.RequesterId },
        { "requester-managed", eni => eni.RequesterManaged },
        { "source-dest-check", eni => eni.SourceDestCheck },
        { "status", eni => eni.Status },
        { "subnet-id", eni => eni.SubnetId },
        { "vpc-id", eni => eni.VpcId },
    };

    private static IEnumerable<NetworkInterfaceAssociation> Associations(NetworkInterface eni) =>
        eni.PrivateIpAddresses!.Select(one => one.Association).OfType<NetworkInterfaceAssociation>();
}
