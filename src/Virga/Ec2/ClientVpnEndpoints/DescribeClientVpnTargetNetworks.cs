using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ClientVpnEndpoints;

/// <summary>Lists the target networks of an endpoint.</summary>
internal sealed class DescribeClientVpnTargetNetworks
    : IQuery<DescribeClientVpnTargetNetworksRequest, DescribeClientVpnTargetNetworksResult>
{
    private static readonly Filters<TargetNetwork> Filters = new()
    {
        { "association-id", one => one.AssociationId },
        { "target-network-id", one => one.TargetNetworkId },
        { "vpc-id", one => one.VpcId },
    };

    public static DescribeClientVpnTargetNetworksResult Run(
        DescribeClientVpnTargetNetworksRequest input, WorldView at)
    {
        var row = at.Named<ClientVpnEndpointRow>(input.ClientVpnEndpointId);
        var all = row.Targets.Select(one => ClientVpnView.Target(row, one)).ToList();
        foreach (var id in input.AssociationIds ?? [])
            if (!all.Exists(one => one.AssociationId == id)) throw DisassociateClientVpnTargetNetwork.NotFound(id);
        if (input.AssociationIds is { Count: > 0 } ids) all.RemoveAll(one => !ids.Contains(one.AssociationId!));
        var page = FactPage.Of(all, Filters, input.Filters, input.MaxResults, input.NextToken);
        return new() { ClientVpnTargetNetworks = page.Items, NextToken = page.NextToken };
    }
}
