using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SecurityGroups;

/// <summary>Takes back rules that let traffic in.</summary>
internal sealed class RevokeSecurityGroupIngress
    : IMutation<RevokeSecurityGroupIngressRequest, RevokeSecurityGroupIngressResult>
{
    public static RevokeSecurityGroupIngressResult Run(RevokeSecurityGroupIngressRequest input, Change change)
    {
        var group = SecurityGroupLookup.Get(change, input.GroupId, input.GroupName);
        var flat = new PermissionReader(change, group, isEgress: false).Flat(
            input.IpProtocol, input.FromPort, input.ToPort, input.CidrIp, input.SourceSecurityGroupName,
            input.SourceSecurityGroupOwnerId);
        var outcome = Revocation.Run(
            change, group, isEgress: false, input.SecurityGroupRuleIds, input.IpPermissions, flat);
        return new()
        {
            Return = true,
            RevokedSecurityGroupRules = outcome.Revoked,
            UnknownIpPermissions = outcome.Unknown,
        };
    }
}
