using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ClientVpnEndpoints;

/// <summary>Gives the interfaces of an endpoint other security groups.</summary>
internal sealed class ApplySecurityGroupsToClientVpnTargetNetwork
    : IMutation<ApplySecurityGroupsToClientVpnTargetNetworkRequest, ApplySecurityGroupsToClientVpnTargetNetworkResult>
{
    public static ApplySecurityGroupsToClientVpnTargetNetworkResult Run(
        ApplySecurityGroupsToClientVpnTargetNetworkRequest input, Change change)
    {
        var row = ClientVpnRules.Live(change, input.ClientVpnEndpointId);
        row = change.Put(ModifyClientVpnEndpoint.WithGroups(change, row, input.VpcId, input.SecurityGroupIds));
        return new() { SecurityGroupIds = [.. row.GroupIds] };
    }
}
