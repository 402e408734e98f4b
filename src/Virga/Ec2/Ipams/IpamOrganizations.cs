using Virga.Service;

namespace Virga.Ec2.Ipams;

/// <summary>What needs an organization is refused: each account here is on its own.</summary>
internal static class IpamOrganizations
{
    public static AwsException Absent() =>
        new("UnsupportedOperation", "Virga has no organizations: an account's IPAM sees the account itself.");
}
