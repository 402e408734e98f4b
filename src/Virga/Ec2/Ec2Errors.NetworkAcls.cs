using Virga.Service;

namespace Virga.Ec2;

/// <summary>Errors of network ACLs. Texts: as AWS answers them to command line users in public reports.</summary>
internal static partial class Ec2Errors
{
    public static AwsException AclEntryExists(int number) => new(
        "NetworkAclEntryAlreadyExists", $"The network acl entry identified by {number} already exists.");

    public static AwsException AclEntryNotFound(int number) => new(
        "InvalidNetworkAclEntry.NotFound", $"The network acl entry identified by {number} does not exist.");
}
