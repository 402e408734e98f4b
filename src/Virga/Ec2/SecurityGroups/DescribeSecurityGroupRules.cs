using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SecurityGroups;

/// <summary>Lists rules of security groups.</summary>
internal sealed class DescribeSecurityGroupRules
    : IQuery<DescribeSecurityGroupRulesRequest, DescribeSecurityGroupRulesResult>
{
    private static readonly Listing<SecurityGroupRuleRow, SecurityGroupRule> Listing = new()
    {
        View = SecurityGroupRuleView.Of,
        Filters = new()
        {
            { "group-id", rule => rule.GroupId },
            { "security-group-rule-id", rule => rule.SecurityGroupRuleId },
        },
    };

    public static DescribeSecurityGroupRulesResult Run(DescribeSecurityGroupRulesRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.SecurityGroupRuleIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { SecurityGroupRules = page.Items, NextToken = page.NextToken };
    }
}
