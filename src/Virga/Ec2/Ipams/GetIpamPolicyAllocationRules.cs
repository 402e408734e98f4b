using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Lists the pools that a policy names.</summary>
internal sealed class GetIpamPolicyAllocationRules
    : IQuery<GetIpamPolicyAllocationRulesRequest, GetIpamPolicyAllocationRulesResult>
{
    private static readonly Filters<IpamPolicyDocument> Filters = new()
    {
        { "locale", one => one.Locale },
        { "resource-type", one => one.ResourceType },
    };

    public static GetIpamPolicyAllocationRulesResult Run(GetIpamPolicyAllocationRulesRequest input, WorldView at)
    {
        var row = at.Named<IpamPolicyRow>(input.IpamPolicyId);
        var all = row.Documents.Where(one => (input.Locale is null || one.Locale == input.Locale)
            && (input.ResourceType is null || one.ResourceType == input.ResourceType));
        var page = FactPage.Of(
            all.Select(one => IpamPolicies.Document(row, one)), Filters, input.Filters, input.MaxResults,
            input.NextToken);
        return new() { IpamPolicyDocuments = page.Items, NextToken = page.NextToken };
    }
}
