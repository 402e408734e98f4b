using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.LocalGateways;

/// <summary>Would create a route table of a local gateway; there is none.</summary>
internal sealed class CreateLocalGatewayRouteTable
    : IQuery<CreateLocalGatewayRouteTableRequest, CreateLocalGatewayRouteTableResult>
{
    public static CreateLocalGatewayRouteTableResult Run(CreateLocalGatewayRouteTableRequest input, WorldView at) =>
        throw LocalGatewayIds.Absent(input.LocalGatewayId!);
}
