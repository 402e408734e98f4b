using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SecurityGroups;

/// <summary>Lets traffic out.</summary>
internal sealed class AuthorizeSecurityGroupEgress
    : IMutation<AuthorizeSecurityGroupEgressRequest, AuthorizeSecurityGroupEgressResult>
{
    public static AuthorizeSecurityGroupEgressResult Run(AuthorizeSecurityGroupEgressRequest input, Change change)
    {
        var group = SecurityGroupLookup.Get(change, input.GroupId, null);
        var flat = new PermissionReader(change, group, isEgress: true).Flat(
            input.IpProtocol, input.FromPort, input.ToPort, input.CidrIp, input.SourceSecurityGroupName,
            input.SourceSecurityGroupOwnerId);
        var rules = Authorization.Run(
            change, group, isEgress: true, input.IpPermissions, flat, input.TagSpecifications);
        return new() { Return = true, SecurityGroupRules = rules };
    }
}
