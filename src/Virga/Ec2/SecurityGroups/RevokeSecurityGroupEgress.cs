using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SecurityGroups;

/// <summary>Takes back rules that let traffic out.</summary>
internal sealed class RevokeSecurityGroupEgress
    : IMutation<RevokeSecurityGroupEgressRequest, RevokeSecurityGroupEgressResult>
{
    public static RevokeSecurityGroupEgressResult Run(RevokeSecurityGroupEgressRequest input, Change change)
    {
        var group = SecurityGroupLookup.Get(change, input.GroupId, null);
        var flat = new PermissionReader(change, group, isEgress: true).Flat(
            input.IpProtocol, input.FromPort, input.ToPort, input.CidrIp, input.SourceSecurityGroupName,
            input.SourceSecurityGroupOwnerId);
        var outcome = Revocation.Run(
            change, group, isEgress: true, input.SecurityGroupRuleIds, input.IpPermissions, flat);
        return new()
        {
            Return = true,
            RevokedSecurityGroupRules = outcome.Revoked,
            UnknownIpPermissions = outcome.Unknown,
        };
    }
}
