using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.LocalGateways;

/// <summary>Would remove a route of a local gateway; there is none.</summary>
internal sealed class DeleteLocalGatewayRoute : IQuery<DeleteLocalGatewayRouteRequest, DeleteLocalGatewayRouteResult>
{
    public static DeleteLocalGatewayRouteResult Run(DeleteLocalGatewayRouteRequest input, WorldView at) =>
        throw LocalGatewayRouteTableIds.Absent(input.LocalGatewayRouteTableId!);
}
