namespace Virga.Ec2.NetworkAcls;

/// <summary>Entries of an ACL, named by number and direction.</summary>
internal static class AclEntries
{
    /// <summary>The entries without this one; null when there is no such entry.</summary>
    public static List<NetworkAclEntryRow>? Without(this NetworkAclRow acl, int number, bool isEgress)
    {
        var rest = acl.Entries.Where(one => one.RuleNumber != number || one.IsEgress != isEgress).ToList();
        return rest.Count == acl.Entries.Count ? null : rest;
    }
}
