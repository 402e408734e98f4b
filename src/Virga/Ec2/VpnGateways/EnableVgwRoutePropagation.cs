using Virga.Ec2.RouteTables;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpnGateways;

/// <summary>Lets a route table learn the routes of the VPC's virtual private gateway.</summary>
internal sealed class EnableVgwRoutePropagation
    : IMutation<EnableVgwRoutePropagationRequest, EnableVgwRoutePropagationResult>
{
    public static EnableVgwRoutePropagationResult Run(EnableVgwRoutePropagationRequest input, Change change)
    {
        var table = change.Named<RouteTableRow>(input.RouteTableId);
        var gateway = VpnGatewayView.Live(change, input.GatewayId);
        if (!gateway.IsOpenTo(change, table.VpcId)) throw Ec2Errors.GatewayNotAttached(gateway.Id, table.VpcId);
        if (!table.PropagatingVgws.Contains(gateway.Id))
            change.Put(table with { PropagatingVgws = [.. table.PropagatingVgws, gateway.Id] });
        return new();
    }
}
