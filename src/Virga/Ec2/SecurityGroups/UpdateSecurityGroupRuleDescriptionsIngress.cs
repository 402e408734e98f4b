using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SecurityGroups;

/// <summary>Describes rules that let traffic in.</summary>
internal sealed class UpdateSecurityGroupRuleDescriptionsIngress
    : IMutation<UpdateSecurityGroupRuleDescriptionsIngressRequest, UpdateSecurityGroupRuleDescriptionsIngressResult>
{
    public static UpdateSecurityGroupRuleDescriptionsIngressResult Run(
        UpdateSecurityGroupRuleDescriptionsIngressRequest input, Change change)
    {
        var group = SecurityGroupLookup.Get(change, input.GroupId, input.GroupName);
        RuleDescriptions.Update(
            change, group, isEgress: false, input.IpPermissions, input.SecurityGroupRuleDescriptions);
        return new() { Return = true };
    }
}
