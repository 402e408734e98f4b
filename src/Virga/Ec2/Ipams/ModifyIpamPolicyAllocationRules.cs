using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>
/// Replaces the pools of one kind of resource in one region. Pools of public IPv4 hold nothing here, so addresses go on
/// to come from where they come from on AWS when a policy's pools are empty: Amazon's own.
/// </summary>
internal sealed class ModifyIpamPolicyAllocationRules
    : IMutation<ModifyIpamPolicyAllocationRulesRequest, ModifyIpamPolicyAllocationRulesResult>
{
    public static ModifyIpamPolicyAllocationRulesResult Run(
        ModifyIpamPolicyAllocationRulesRequest input, Change change)
    {
        var row = change.Named<IpamPolicyRow>(input.IpamPolicyId);
        var pools = new List<string>();
        foreach (var rule in input.AllocationRules ?? [])
        {
            var pool = change.Named<IpamPoolRow>(rule.SourceIpamPoolId);
            if (!pool.IsIpv4 || pool.Locale != input.Locale
                || change.Find<IpamScopeRow>(pool.ScopeId) is not { IsPublic: true })
                throw CommonErrors.InvalidParameterValue(
                    $"The pool {pool.Id} has no public IPv4 addresses of {input.Locale}.");
            pools.Add(pool.Id);
        }

        var rules = new IpamPolicyRules(input.Locale!, input.ResourceType!, pools);
        row = change.Put(row with
        {
            Documents =
            [
                .. row.Documents.Where(one => one.Locale != rules.Locale || one.ResourceType != rules.ResourceType),
                .. pools.Count > 0 ? [rules] : Array.Empty<IpamPolicyRules>(),
            ],
        });
        return new() { IpamPolicyDocument = IpamPolicies.Document(row, rules) };
    }
}
