using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SecurityGroups;

/// <summary>Describes rules that let traffic out.</summary>
internal sealed class UpdateSecurityGroupRuleDescriptionsEgress
    : IMutation<UpdateSecurityGroupRuleDescriptionsEgressRequest, UpdateSecurityGroupRuleDescriptionsEgressResult>
{
    public static UpdateSecurityGroupRuleDescriptionsEgressResult Run(
        UpdateSecurityGroupRuleDescriptionsEgressRequest input, Change change)
    {
        var group = SecurityGroupLookup.Get(change, input.GroupId, input.GroupName);
        RuleDescriptions.Update(
            change, group, isEgress: true, input.IpPermissions, input.SecurityGroupRuleDescriptions);
        return new() { Return = true };
    }
}
