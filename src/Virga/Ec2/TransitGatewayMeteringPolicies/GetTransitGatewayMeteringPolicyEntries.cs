using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayMeteringPolicies;

/// <summary>Lists the rules of a policy, by number.</summary>
internal sealed class GetTransitGatewayMeteringPolicyEntries
    : IQuery<GetTransitGatewayMeteringPolicyEntriesRequest, GetTransitGatewayMeteringPolicyEntriesResult>
{
    private static readonly Filters<TransitGatewayMeteringPolicyEntry> Filters = new()
    {
        { "policy-rule-number", one => one.PolicyRuleNumber },
        { "metered-account", one => one.MeteredAccount },
        { "state", one => one.State },
    };

    public static GetTransitGatewayMeteringPolicyEntriesResult Run(
        GetTransitGatewayMeteringPolicyEntriesRequest input, WorldView at)
    {
        var row = at.Named<TransitGatewayMeteringPolicyRow>(input.TransitGatewayMeteringPolicyId);
        var page = FactPage.Of(
            row.Entries.OrderBy(one => one.Number).Select(one => MeteringPolicies.Entry(one, "available")), Filters,
            input.Filters, input.MaxResults, input.NextToken);
        return new() { TransitGatewayMeteringPolicyEntries = page.Items, NextToken = page.NextToken };
    }
}
