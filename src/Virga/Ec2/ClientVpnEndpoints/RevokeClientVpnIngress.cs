using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ClientVpnEndpoints;

/// <summary>Takes an authorization rule away; with all groups asked for, each rule of the block.</summary>
internal sealed class RevokeClientVpnIngress
    : IMutation<RevokeClientVpnIngressRequest, RevokeClientVpnIngressResult>
{
    public static RevokeClientVpnIngressResult Run(RevokeClientVpnIngressRequest input, Change change)
    {
        var row = ClientVpnRules.Live(change, input.ClientVpnEndpointId);
        var block = ClientVpnRules.Block(input.TargetNetworkCidr, "TargetNetworkCidr");
        bool IsMeant(ClientVpnRule one) => one.Block == block
            && (input.RevokeAllGroups == true || one.GroupId == input.AccessGroupId);
        if (!row.Rules.Any(IsMeant))
            throw new AwsException(
                "InvalidClientVpnEndpointAuthorizationRuleNotFound", $"There is no such rule for {block}.");
        const string state = ClientVpnAuthorizationRuleStatusCode.Revoking;
        ClientVpnRules.Begin(change, row with
        {
            Rules = [.. row.Rules.Select(one => IsMeant(one) ? one with { State = state } : one)],
        });
        return new() { Status = new() { Code = state } };
    }
}
