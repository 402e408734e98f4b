using Virga.Ec2.Ipams;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.IpamPrefixListResolvers;

/// <summary>Reads rules of a request and shows them again.</summary>
internal static class ResolverRules
{
    private const int MaxRules = 99;

    public static IReadOnlyList<ResolverRule> Read(
        WorldView at, string ipamId, bool isIpv4, List<IpamPrefixListResolverRuleRequest>? asked)
    {
        if (asked is { Count: > MaxRules })
            throw CommonErrors.InvalidParameterValue($"A resolver has {MaxRules} rules at most.");
        return [.. (asked ?? []).Select(one => Read(at, ipamId, isIpv4, one))];
    }

    public static IpamPrefixListResolverRule Of(ResolverRule rule) => new()
    {
        RuleType = rule.Type,
        StaticCidr = rule.StaticBlock,
        IpamScopeId = rule.ScopeId,
        ResourceType = rule.ResourceType,
        Conditions = [.. rule.Conditions.Select(Of)],
    };

    private static ResolverRule Read(
        WorldView at, string ipamId, bool isIpv4, IpamPrefixListResolverRuleRequest asked)
    {
        var type = asked.RuleType ?? throw CommonErrors.MissingParameter("Rule.RuleType");
        if (type == IpamPrefixListResolverRuleType.StaticCidr)
        {
            var block = IpamBlock.TryParse(asked.StaticCidr, isIpv4)
                ?? throw CommonErrors.InvalidParameterValue($"The CIDR {asked.StaticCidr} is not valid.");
            return new(type, IpamBlock.Text(block, isIpv4), null, null);
        }

        var scope = at.Named<IpamScopeRow>(asked.IpamScopeId);
        if (scope.IpamId != ipamId)
            throw CommonErrors.InvalidParameterValue($"The scope {scope.Id} is not of the IPAM {ipamId}.");
        if (type == IpamPrefixListResolverRuleType.IpamResourceCidr && asked.ResourceType is null)
            throw CommonErrors.MissingParameter("Rule.ResourceType");
        return new(type, null, scope.Id, asked.ResourceType)
        {
            Conditions = [.. (asked.Conditions ?? []).Select(Read)],
        };
    }

    private static ResolverCondition Read(IpamPrefixListResolverRuleConditionRequest asked)
    {
        (string Fact, string? Value)[] all =
        [
            ("pool", asked.IpamPoolId), ("resource", asked.ResourceId), ("owner", asked.ResourceOwner),
            ("region", asked.ResourceRegion), ("cidr", asked.Cidr),
            ("tag", asked.ResourceTag is { } tag ? $"{tag.Key}={tag.Value}" : null),
        ];
        var given = all.Where(one => one.Value is not null).ToList();
        if (given.Count != 1) throw CommonErrors.InvalidParameterCombination("A condition is about one fact.");
        var operation = asked.Operation ?? throw CommonErrors.MissingParameter("Condition.Operation");
        var (fact, value) = given[0];
        if (operation == IpamPrefixListResolverRuleConditionOperation.SubnetOf && fact != "cidr")
            throw CommonErrors.InvalidParameterCombination("subnet-of is for CIDRs.");
        return new(operation, fact, value!);
    }

    private static IpamPrefixListResolverRuleCondition Of(ResolverCondition one)
    {
        var parts = one.Value.Split('=', 2);
        return new()
        {
            Operation = one.Operation,
            IpamPoolId = one.Fact == "pool" ? one.Value : null,
            ResourceId = one.Fact == "resource" ? one.Value : null,
            ResourceOwner = one.Fact == "owner" ? one.Value : null,
            ResourceRegion = one.Fact == "region" ? one.Value : null,
            Cidr = one.Fact == "cidr" ? one.Value : null,
            ResourceTag = one.Fact == "tag" ? new() { Key = parts[0], Value = parts[^1] } : null,
        };
    }
}
