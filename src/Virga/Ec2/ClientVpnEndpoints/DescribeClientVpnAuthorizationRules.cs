using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ClientVpnEndpoints;

/// <summary>Lists the authorization rules of an endpoint.</summary>
internal sealed class DescribeClientVpnAuthorizationRules
    : IQuery<DescribeClientVpnAuthorizationRulesRequest, DescribeClientVpnAuthorizationRulesResult>
{
    private static readonly Filters<AuthorizationRule> Filters = new()
    {
        { "description", one => one.Description },
        { "destination-cidr", one => one.DestinationCidr },
        { "group-id", one => one.GroupId },
    };

    public static DescribeClientVpnAuthorizationRulesResult Run(
        DescribeClientVpnAuthorizationRulesRequest input, WorldView at)
    {
        var row = at.Named<ClientVpnEndpointRow>(input.ClientVpnEndpointId);
        var page = FactPage.Of(
            row.Rules.Select(one => ClientVpnView.Rule(row, one)), Filters, input.Filters, input.MaxResults,
            input.NextToken);
        return new() { AuthorizationRules = page.Items, NextToken = page.NextToken };
    }
}
