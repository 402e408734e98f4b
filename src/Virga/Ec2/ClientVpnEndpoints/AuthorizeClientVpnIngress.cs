using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ClientVpnEndpoints;

/// <summary>Lets a group of clients, or all of them, get to a block.</summary>
internal sealed class AuthorizeClientVpnIngress
    : IMutation<AuthorizeClientVpnIngressRequest, AuthorizeClientVpnIngressResult>
{
    public static AuthorizeClientVpnIngressResult Run(AuthorizeClientVpnIngressRequest input, Change change)
    {
        var row = ClientVpnRules.Live(change, input.ClientVpnEndpointId);
        if ((input.AccessGroupId is null) == (input.AuthorizeAllGroups != true))
            throw CommonErrors.InvalidParameterCombination(
                "Specify either AccessGroupId or AuthorizeAllGroups.");
        var rule = new ClientVpnRule(
            ClientVpnRules.Block(input.TargetNetworkCidr, "TargetNetworkCidr"), input.AccessGroupId,
            input.Description, ClientVpnAuthorizationRuleStatusCode.Authorizing);
        if (row.Rules.Any(one => one.Block == rule.Block && one.GroupId == rule.GroupId))
            throw new AwsException(
                "InvalidClientVpnDuplicateAuthorizationRule", $"There is a rule for {rule.Block} already.");
        ClientVpnRules.Begin(change, row with { Rules = [.. row.Rules, rule] });
        return new() { Status = new() { Code = rule.State } };
    }
}
