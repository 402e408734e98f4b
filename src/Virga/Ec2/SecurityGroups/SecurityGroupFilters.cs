using System.Globalization;
using Virga.Service;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SecurityGroups;

/// <summary>The filters of DescribeSecurityGroups, as its documentation lists them.</summary>
internal static class SecurityGroupFilters
{
    public static readonly Filters<SecurityGroup> All = new()
    {
        { "description", group => group.Description },
        { "group-id", group => group.GroupId },
        { "group-name", group => group.GroupName },
        { "owner-id", group => group.OwnerId },
        { "vpc-id", group => group.VpcId },
        { "ip-permission.cidr", group => Cidrs(group.IpPermissions) },
        { "ip-permission.from-port", group => Ports(group.IpPermissions, one => one.FromPort) },
        { "ip-permission.group-id", group => Pairs(group.IpPermissions, pair => pair.GroupId) },
        { "ip-permission.group-name", group => Pairs(group.IpPermissions, pair => pair.GroupName) },
        { "ip-permission.ipv6-cidr", group => Ipv6Cidrs(group.IpPermissions) },
        { "ip-permission.prefix-list-id", group => PrefixLists(group.IpPermissions) },
        { "ip-permission.protocol", group => Each(group.IpPermissions).Select(one => one.IpProtocol) },
        { "ip-permission.to-port", group => Ports(group.IpPermissions, one => one.ToPort) },
        { "ip-permission.user-id", group => Pairs(group.IpPermissions, pair => pair.UserId) },
        { "egress.ip-permission.cidr", group => Cidrs(group.IpPermissionsEgress) },
        { "egress.ip-permission.from-port", group => Ports(group.IpPermissionsEgress, one => one.FromPort) },
        { "egress.ip-permission.group-id", group => Pairs(group.IpPermissionsEgress, pair => pair.GroupId) },
        { "egress.ip-permission.group-name", group => Pairs(group.IpPermissionsEgress, pair => pair.GroupName) },
        { "egress.ip-permission.ipv6-cidr", group => Ipv6Cidrs(group.IpPermissionsEgress) },
        { "egress.ip-permission.prefix-list-id", group => PrefixLists(group.IpPermissionsEgress) },
        { "egress.ip-permission.protocol", group => Each(group.IpPermissionsEgress).Select(one => one.IpProtocol) },
        { "egress.ip-permission.to-port", group => Ports(group.IpPermissionsEgress, one => one.ToPort) },
        { "egress.ip-permission.user-id", group => Pairs(group.IpPermissionsEgress, pair => pair.UserId) },
    };

    private static List<IpPermission> Each(List<IpPermission>? permissions) => permissions ?? [];

    private static IEnumerable<string?> Cidrs(List<IpPermission>? permissions) =>
        Each(permissions).SelectMany(one => one.IpRanges ?? []).Select(range => range.CidrIp);

    private static IEnumerable<string?> Ipv6Cidrs(List<IpPermission>? permissions) =>
        Each(permissions).SelectMany(one => one.Ipv6Ranges ?? []).Select(range => range.CidrIpv6);

    private static IEnumerable<string?> PrefixLists(List<IpPermission>? permissions) =>
        Each(permissions).SelectMany(one => one.PrefixListIds ?? []).Select(list => list.PrefixListIdValue);

    private static IEnumerable<string?> Pairs(
        List<IpPermission>? permissions, Func<UserIdGroupPair, string?> value) =>
        Each(permissions).SelectMany(one => one.UserIdGroupPairs ?? []).Select(value);

    private static IEnumerable<string?> Ports(List<IpPermission>? permissions, Func<IpPermission, int?> port) =>
        Each(permissions).Select(one => port(one)?.ToString(CultureInfo.InvariantCulture));
}
