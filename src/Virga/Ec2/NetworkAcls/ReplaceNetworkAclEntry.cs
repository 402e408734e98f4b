using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkAcls;

/// <summary>Replaces what an entry says, under its number.</summary>
internal sealed class ReplaceNetworkAclEntry : IMutation<ReplaceNetworkAclEntryRequest, ReplaceNetworkAclEntryResult>
{
    public static ReplaceNetworkAclEntryResult Run(ReplaceNetworkAclEntryRequest input, Change change)
    {
        var acl = change.Named<NetworkAclRow>(input.NetworkAclId);
        var entry = NetworkAclRules.Entry(
            input.RuleNumber ?? 0, input.Egress == true, input.Protocol!, input.RuleAction!, input.CidrBlock,
            input.Ipv6CidrBlock, input.IcmpTypeCode, input.PortRange);
        var rest = acl.Without(entry.RuleNumber, entry.IsEgress) ?? throw Ec2Errors.AclEntryNotFound(entry.RuleNumber);
        change.Put(acl with { Entries = [.. rest, entry] });
        return new();
    }
}
