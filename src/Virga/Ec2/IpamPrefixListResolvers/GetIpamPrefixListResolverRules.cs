using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.IpamPrefixListResolvers;

/// <summary>Lists the rules of a resolver.</summary>
internal sealed class GetIpamPrefixListResolverRules
    : IQuery<GetIpamPrefixListResolverRulesRequest, GetIpamPrefixListResolverRulesResult>
{
    private static readonly Filters<IpamPrefixListResolverRule> Filters = new()
    {
        { "rule-type", one => one.RuleType },
        { "resource-type", one => one.ResourceType },
    };

    public static GetIpamPrefixListResolverRulesResult Run(
        GetIpamPrefixListResolverRulesRequest input, WorldView at)
    {
        var row = at.Named<IpamPrefixListResolverRow>(input.IpamPrefixListResolverId);
        var page = FactPage.Of(
            row.Rules.Select(ResolverRules.Of), Filters, input.Filters, input.MaxResults, input.NextToken);
        return new() { Rules = page.Items, NextToken = page.NextToken };
    }
}
