using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.LocalGateways;

/// <summary>Would delete a route table of a local gateway; there is none.</summary>
internal sealed class DeleteLocalGatewayRouteTable
    : IQuery<DeleteLocalGatewayRouteTableRequest, DeleteLocalGatewayRouteTableResult>
{
    public static DeleteLocalGatewayRouteTableResult Run(DeleteLocalGatewayRouteTableRequest input, WorldView at) =>
        throw LocalGatewayRouteTableIds.Absent(input.LocalGatewayRouteTableId!);
}
