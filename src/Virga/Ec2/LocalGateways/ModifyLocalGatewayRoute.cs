using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.LocalGateways;

/// <summary>Would change a route of a local gateway; there is none.</summary>
internal sealed class ModifyLocalGatewayRoute : IQuery<ModifyLocalGatewayRouteRequest, ModifyLocalGatewayRouteResult>
{
    public static ModifyLocalGatewayRouteResult Run(ModifyLocalGatewayRouteRequest input, WorldView at) =>
        throw LocalGatewayRouteTableIds.Absent(input.LocalGatewayRouteTableId!);
}
