using System.Globalization;
using System.Net;
using Virga.Ec2.FlowLogs;
using Virga.Ec2.NetworkAcls;
using Virga.Ec2.PrefixLists;
using Virga.Ec2.SecurityGroups;
using Virga.Network.Reachability;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Network.Desired;

/// <summary>Security groups with their rules, prefix lists, network ACLs, and what is to be logged of them.</summary>
internal static class DesiredRules
{
    public static readonly RowKind[] GroupReads = [SecurityGroupRow.Kind, SecurityGroupRuleRow.Kind];

    public static readonly RowKind[] PrefixListReads = [PrefixListRow.Kind];

    public static readonly RowKind[] AclReads = [NetworkAclRow.Kind];

    public static readonly RowKind[] FlowLogReads = [FlowLogRow.Kind];

    public static IEnumerable<FabricSecurityGroup> Groups(Source source, Memory<FabricSecurityGroup> memory)
    {
        var all = source.Rows<SecurityGroupRuleRow>();
        foreach (var group in source.Rows<SecurityGroupRow>())
        {
            object[] inputs = [group, .. all.By(SecurityGroupRuleRow.ByGroup, group.Id)];
            yield return memory.Of(group.Id, inputs, () => new FabricSecurityGroup
            {
                Id = group.Id,
                VpcId = group.VpcId,
                Ingress = Rules(inputs, isEgress: false),
                Egress = Rules(inputs, isEgress: true),
            });
        }
    }

    public static IEnumerable<FabricPrefixList> PrefixLists(Source source, Memory<FabricPrefixList> memory) =>
        source.Rows<PrefixListRow>().Select(list => memory.Of(list.Id, [list], () => new FabricPrefixList
        {
            Id = list.Id,
            Entries = list.Entries.Select(entry => IPNetwork.Parse(entry.Cidr)).ToValueList(),
        }));

    public static IEnumerable<FabricNetworkAcl> Acls(Source source, Memory<FabricNetworkAcl> memory) =>
        source.Rows<NetworkAclRow>().Select(acl => memory.Of(acl.Id, [acl], () => new FabricNetworkAcl
        {
            Id = acl.Id,
            Ingress = Entries(acl, isEgress: false),
            Egress = Entries(acl, isEgress: true),
        }));

    /// <summary>Flow logs of VPCs, subnets and interfaces; those of transit gateways have no packets here.</summary>
    public static IEnumerable<FabricFlowLog> FlowLogs(Source source, Memory<FabricFlowLog> memory) =>
        from log in source.Rows<FlowLogRow>()
        where log.TrafficType is not null
        select memory.Of(log.Id, [log], () => new FabricFlowLog(log.Id, log.ResourceId, log.TrafficType switch
        {
            TrafficType.ACCEPT => FlowLogTraffic.Accepted,
            TrafficType.REJECT => FlowLogTraffic.Rejected,
            _ => FlowLogTraffic.All,
        }));

    private static ValueList<FabricRule> Rules(object[] inputs, bool isEgress) => inputs
        .OfType<SecurityGroupRuleRow>()
        .Where(rule => rule.IsEgress == isEgress)
        .Select(rule => new FabricRule
        {
            Id = rule.Id,
            Protocol = Protocol(rule.Protocol),
            FromPort = rule.FromPort ?? -1,
            ToPort = rule.ToPort ?? -1,
            Cidr = (rule.CidrIpv4 ?? rule.CidrIpv6) is { } block ? IPNetwork.Parse(block) : null,
            SecurityGroupId = rule.ReferencedGroupId,
            PrefixListId = rule.PrefixListId,
        })
        .ToValueList();

    private static ValueList<FabricAclEntry> Entries(NetworkAclRow acl, bool isEgress) => acl.Entries
        .Where(entry => entry.IsEgress == isEgress)
        .OrderBy(entry => entry.RuleNumber)
        .Select(entry => new FabricAclEntry
        {
            Number = entry.RuleNumber,
            IsAllowed = entry.IsAllow,
            Protocol = Protocol(entry.Protocol),
            Cidr = IPNetwork.Parse(entry.CidrBlock ?? entry.Ipv6CidrBlock!),
            FromPort = entry.IcmpType ?? entry.FromPort ?? -1,
            ToPort = entry.IcmpType is not null ? entry.IcmpCode ?? -1 : entry.ToPort ?? -1,
        })
        .ToValueList();

    /// <summary>Names as rules keep them; everything else is a number already.</summary>
    private static int Protocol(string text) => text switch
    {
        "tcp" => IpProtocol.Tcp,
        "udp" => IpProtocol.Udp,
        "icmp" => IpProtocol.Icmp,
        "icmpv6" => IpProtocol.Icmpv6,
        _ => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
    };
}
