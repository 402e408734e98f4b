using Virga.Ec2.Tags;
using Virga.Ec2.Vpcs;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkAcls;

/// <summary>
/// A network ACL as AWS shows it: egress entries first, each direction by number, with the final deny that nobody can
/// remove; a VPC with IPv6 has one more (VPC User Guide, "Default network ACL").
/// </summary>
internal static class NetworkAclView
{
    private const int FinalDenyNumber = 32_767;
    private const int FinalIpv6DenyNumber = 32_768;

    public static NetworkAcl Of(NetworkAclRow acl, WorldView at) => new()
    {
        NetworkAclId = acl.Id,
        VpcId = acl.VpcId,
        OwnerId = at.Account,
        IsDefault = acl.IsDefault,
        Entries = [.. Entries(acl, at, isEgress: true), .. Entries(acl, at, isEgress: false)],
        Associations = [.. acl.Associations.Select(association => new NetworkAclAssociation
        {
            NetworkAclAssociationId = association.Id,
            NetworkAclId = acl.Id,
            SubnetId = association.SubnetId,
        })],
        Tags = at.TagsOf(acl.Id),
    };

    private static IEnumerable<NetworkAclEntry> Entries(NetworkAclRow acl, WorldView at, bool isEgress)
    {
        foreach (var entry in acl.Entries.Where(one => one.IsEgress == isEgress).OrderBy(one => one.RuleNumber))
            yield return Entry(entry);
        yield return FinalDeny(isEgress, FinalDenyNumber, ipv4: "0.0.0.0/0", ipv6: null);
        if (at.Find<VpcRow>(acl.VpcId)?.Ipv6CidrBlocks.Count > 0)
            yield return FinalDeny(isEgress, FinalIpv6DenyNumber, ipv4: null, ipv6: "::/0");
    }

    private static NetworkAclEntry FinalDeny(bool isEgress, int number, string? ipv4, string? ipv6) => new()
    {
        RuleNumber = number,
        Egress = isEgress,
        Protocol = "-1",
        RuleAction = RuleAction.Deny,
        CidrBlock = ipv4,
        Ipv6CidrBlock = ipv6,
    };

    private static NetworkAclEntry Entry(NetworkAclEntryRow entry) => new()
    {
        RuleNumber = entry.RuleNumber,
        Egress = entry.IsEgress,
        Protocol = entry.Protocol,
        RuleAction = entry.IsAllow ? RuleAction.Allow : RuleAction.Deny,
        CidrBlock = entry.CidrBlock,
        Ipv6CidrBlock = entry.Ipv6CidrBlock,
        IcmpTypeCode = entry.IcmpType is null ? null : new() { Type = entry.IcmpType, Code = entry.IcmpCode },
        PortRange = entry.FromPort is null ? null : new() { From = entry.FromPort, To = entry.ToPort },
    };
}
