using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.LocalGateways;

/// <summary>Would add a route of a local gateway; there is none.</summary>
internal sealed class CreateLocalGatewayRoute : IQuery<CreateLocalGatewayRouteRequest, CreateLocalGatewayRouteResult>
{
    public static CreateLocalGatewayRouteResult Run(CreateLocalGatewayRouteRequest input, WorldView at) =>
        throw LocalGatewayRouteTableIds.Absent(input.LocalGatewayRouteTableId!);
}
