using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkAcls;

/// <summary>Adds an entry to an ACL.</summary>
internal sealed class CreateNetworkAclEntry : IMutation<CreateNetworkAclEntryRequest, CreateNetworkAclEntryResult>
{
    public static CreateNetworkAclEntryResult Run(CreateNetworkAclEntryRequest input, Change change)
    {
        var acl = change.Named<NetworkAclRow>(input.NetworkAclId);
        var entry = NetworkAclRules.Entry(
            input.RuleNumber ?? 0, input.Egress == true, input.Protocol!, input.RuleAction!, input.CidrBlock,
            input.Ipv6CidrBlock, input.IcmpTypeCode, input.PortRange);
        var same = acl.Entries.Where(one => one.IsEgress == entry.IsEgress).ToList();
        if (same.Exists(one => one.RuleNumber == entry.RuleNumber)) throw Ec2Errors.AclEntryExists(entry.RuleNumber);
        if (same.Count >= NetworkAclRules.MaxEntries)
            throw Ec2Errors.LimitExceeded(
                "NetworkAclEntryLimitExceeded", "The maximum number of network acl entries has been reached.");
        change.Put(acl with { Entries = [.. acl.Entries, entry] });
        return new();
    }
}
