using Virga.Service;

namespace Virga.Ec2;

/// <summary>Errors of network ACLs. Texts: recorded where a test says so; the rest from memory, unchecked.</summary>
internal static partial class Ec2Errors
{
    public static AwsException AclEntryExists(int number) => new(
        "NetworkAclEntryAlreadyExists", $"The network acl entry identified by {number} already exists.");

    public static AwsException AclEntryNotFound(int number) => new(
        "InvalidNetworkAclEntry.NotFound", $"The network acl entry identified by {number} does not exist.");
}
