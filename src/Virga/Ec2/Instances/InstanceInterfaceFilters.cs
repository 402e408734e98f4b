using Virga.Ec2.Addresses;
using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.Subnets;
using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>The filters <c>network-interface.…</c> of DescribeInstances: any interface may match.</summary>
internal static class InstanceInterfaceFilters
{
    private static readonly Dictionary<string, Func<InstanceNetworkInterface, IEnumerable<string?>>> ByName = new()
    {
        ["addresses.association.carrier-ip"] = eni => Addresses(eni).Select(one => one.Association?.CarrierIp),
        ["addresses.association.customer-owned-ip"] =
            eni => Addresses(eni).Select(one => one.Association?.CustomerOwnedIp),
        ["addresses.association.ip-owner-id"] = eni => Addresses(eni).Select(one => one.Association?.IpOwnerId),
        ["addresses.association.public-dns-name"] = eni => Addresses(eni).Select(one => one.Association?.PublicDnsName),
        ["addresses.association.public-ip"] = eni => Addresses(eni).Select(one => one.Association?.PublicIp),
        ["addresses.primary"] = eni => Addresses(eni).Select(one => one.Primary == true ? "true" : "false"),
        ["addresses.private-dns-name"] = eni => Addresses(eni).Select(one => one.PrivateDnsName),
        ["addresses.private-ip-address"] = eni => Addresses(eni).Select(one => one.PrivateIpAddress),
        ["association.carrier-ip"] = eni => [eni.Association?.CarrierIp],
        ["association.customer-owned-ip"] = eni => [eni.Association?.CustomerOwnedIp],
        ["association.ip-owner-id"] = eni => [eni.Association?.IpOwnerId],
        ["association.public-dns-name"] = eni => [eni.Association?.PublicDnsName],
        ["association.public-ip"] = eni => [eni.Association?.PublicIp],
        ["attachment.attach-time"] =
            eni => [eni.Attachment?.AttachTime?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'")],
        ["attachment.attachment-id"] = eni => [eni.Attachment?.AttachmentId],
        ["attachment.delete-on-termination"] = eni => [eni.Attachment?.DeleteOnTermination == true ? "true" : "false"],
        ["attachment.device-index"] = eni => [eni.Attachment?.DeviceIndex?.ToString()],
        ["attachment.instance-owner-id"] = eni => [eni.OwnerId],
        ["attachment.network-card-index"] = eni => [eni.Attachment?.NetworkCardIndex?.ToString()],
        ["attachment.status"] = eni => [eni.Attachment?.Status],
        ["deny-all-igw-traffic"] = _ => [],
        ["description"] = eni => [eni.Description],
        ["group-id"] = eni => (eni.Groups ?? []).Select(one => one.GroupId),
        ["group-name"] = eni => (eni.Groups ?? []).Select(one => one.GroupName),
        ["ipv4-prefixes.ipv4-prefix"] = eni => (eni.Ipv4Prefixes ?? []).Select(one => one.Ipv4Prefix),
        ["ipv6-address"] = eni => (eni.Ipv6Addresses ?? []).Select(one => one.Ipv6Address),
        ["ipv6-addresses.ipv6-address"] = eni => (eni.Ipv6Addresses ?? []).Select(one => one.Ipv6Address),
        ["ipv6-addresses.is-primary-ipv6"] =
            eni => (eni.Ipv6Addresses ?? []).Select(one => one.IsPrimaryIpv6 == true ? "true" : "false"),
        ["ipv6-prefixes.ipv6-prefix"] = eni => (eni.Ipv6Prefixes ?? []).Select(one => one.Ipv6Prefix),
        ["mac-address"] = eni => [eni.MacAddress],
        ["network-interface-id"] = eni => [eni.NetworkInterfaceId],
        ["operator.managed"] = eni => [eni.Operator?.Managed == true ? "true" : "false"],
        ["operator.principal"] = eni => [eni.Operator?.Principal],
        ["outpost-arn"] = _ => [],
        ["owner-id"] = eni => [eni.OwnerId],
        ["private-dns-name"] = eni => [eni.PrivateDnsName],
        ["private-ip-address"] = eni => [eni.PrivateIpAddress],
        ["public-dns-name"] = eni => [eni.Association?.PublicDnsName],
        ["source-dest-check"] = eni => [eni.SourceDestCheck == true ? "true" : "false"],
        ["status"] = eni => [eni.Status],
        ["subnet-id"] = eni => [eni.SubnetId],
        ["vpc-id"] = eni => [eni.VpcId],
    };

    /// <summary>What an instance does not show of its interfaces.</summary>
    private static readonly Dictionary<string, Func<NetworkInterfaceRow, WorldView, IEnumerable<string?>>> OfRow = new()
    {
        ["addresses.association.allocation-id"] = (eni, at) => Elastic(eni, at).Select(one => one.Id),
        ["addresses.association.association-id"] = (eni, at) => Elastic(eni, at).Select(one => one.Association!.Id),
        ["association.allocation-id"] = (eni, at) => OfPrimary(eni, at).Select(one => one.Id),
        ["association.association-id"] = (eni, at) => OfPrimary(eni, at).Select(one => one.Association!.Id),
        ["ipv6-native"] = (eni, at) => [at.Get<SubnetRow>(eni.SubnetId).IsIpv6Native ? "true" : "false"],
        ["requester-id"] = (eni, _) => [eni.RequesterId],
        ["requester-managed"] = (eni, _) => [eni.IsRequesterManaged ? "true" : "false"],
        ["tag-key"] = (eni, at) => at.TagsOf(eni.Id).Select(one => one.Key),
        ["tag-value"] = (eni, at) => at.TagsOf(eni.Id).Select(one => one.Value),
    };

    public static void AddTo(Filters<InstanceItem> filters)
    {
        filters.Add("network-interface.attachment.instance-id", item => item.Shape.InstanceId);
        filters.Add("network-interface.availability-zone", item => item.Shape.Placement?.AvailabilityZone);
        foreach (var (name, read) in ByName)
            filters.Add($"network-interface.{name}", item => (item.Shape.NetworkInterfaces ?? []).SelectMany(read));
        foreach (var (name, read) in OfRow)
            filters.Add($"network-interface.{name}", item => (item.Shape.NetworkInterfaces ?? [])
                .Select(eni => item.At.Find<NetworkInterfaceRow>(eni.NetworkInterfaceId!))
                .OfType<NetworkInterfaceRow>().SelectMany(row => read(row, item.At)));
    }

    private static IEnumerable<AddressRow> Elastic(NetworkInterfaceRow eni, WorldView at) =>
        at.Rows<AddressRow>().By(AddressRow.ByInterface, eni.Id);

    private static IEnumerable<AddressRow> OfPrimary(NetworkInterfaceRow eni, WorldView at) =>
        Elastic(eni, at).Where(one => one.Association!.PrivateAddress == eni.PrimaryAddress);

    private static List<InstancePrivateIpAddress> Addresses(InstanceNetworkInterface eni) =>
        eni.PrivateIpAddresses ?? [];
}
