using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SecurityGroups;

/// <summary>Lets traffic in.</summary>
internal sealed class AuthorizeSecurityGroupIngress
    : IMutation<AuthorizeSecurityGroupIngressRequest, AuthorizeSecurityGroupIngressResult>
{
    public static AuthorizeSecurityGroupIngressResult Run(AuthorizeSecurityGroupIngressRequest input, Change change)
    {
        var group = SecurityGroupLookup.Get(change, input.GroupId, input.GroupName);
        var flat = new PermissionReader(change, group, isEgress: false).Flat(
            input.IpProtocol, input.FromPort, input.ToPort, input.CidrIp, input.SourceSecurityGroupName,
            input.SourceSecurityGroupOwnerId);
        var rules = Authorization.Run(
            change, group, isEgress: false, input.IpPermissions, flat, input.TagSpecifications);
        return new() { Return = true, SecurityGroupRules = rules };
    }
}
