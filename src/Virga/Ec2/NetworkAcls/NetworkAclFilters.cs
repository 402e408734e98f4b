using System.Globalization;
using Virga.Service;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkAcls;

/// <summary>The filters of DescribeNetworkAcls, as its documentation lists them.</summary>
internal static class NetworkAclFilters
{
    public static readonly Filters<NetworkAcl> All = new()
    {
        { "association.association-id", acl => acl.Associations!.Select(one => one.NetworkAclAssociationId) },
        { "association.network-acl-id", acl => acl.Associations!.Select(one => one.NetworkAclId) },
        { "association.subnet-id", acl => acl.Associations!.Select(one => one.SubnetId) },
        { "default", acl => acl.IsDefault },
        { "entry.cidr", acl => acl.Entries!.Select(one => one.CidrBlock) },
        { "entry.icmp.code", acl => Numbers(acl, one => one.IcmpTypeCode?.Code) },
        { "entry.icmp.type", acl => Numbers(acl, one => one.IcmpTypeCode?.Type) },
        { "entry.ipv6-cidr", acl => acl.Entries!.Select(one => one.Ipv6CidrBlock) },
        { "entry.port-range.from", acl => Numbers(acl, one => one.PortRange?.From) },
        { "entry.port-range.to", acl => Numbers(acl, one => one.PortRange?.To) },
        { "entry.protocol", acl => acl.Entries!.Select(one => one.Protocol) },
        { "entry.rule-action", acl => acl.Entries!.Select(one => one.RuleAction) },
        { "entry.egress", acl => acl.Entries!.Select(one => one.Egress == true ? "true" : "false") },
        { "entry.rule-number", acl => Numbers(acl, one => one.RuleNumber) },
        { "network-acl-id", acl => acl.NetworkAclId },
        { "owner-id", acl => acl.OwnerId },
        { "vpc-id", acl => acl.VpcId },
    };

    private static IEnumerable<string?> Numbers(NetworkAcl acl, Func<NetworkAclEntry, int?> number) =>
        acl.Entries!.Select(one => number(one)?.ToString(CultureInfo.InvariantCulture));
}
