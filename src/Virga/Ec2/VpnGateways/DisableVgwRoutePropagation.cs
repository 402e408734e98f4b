using Virga.Ec2.RouteTables;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpnGateways;

/// <summary>A route table forgets the routes of a virtual private gateway.</summary>
internal sealed class DisableVgwRoutePropagation
    : IMutation<DisableVgwRoutePropagationRequest, DisableVgwRoutePropagationResult>
{
    public static DisableVgwRoutePropagationResult Run(DisableVgwRoutePropagationRequest input, Change change)
    {
        var table = change.Named<RouteTableRow>(input.RouteTableId);
        var gateway = VpnGatewayView.Live(change, input.GatewayId);
        change.Put(table with { PropagatingVgws = [.. table.PropagatingVgws.Where(id => id != gateway.Id)] });
        return new();
    }
}
