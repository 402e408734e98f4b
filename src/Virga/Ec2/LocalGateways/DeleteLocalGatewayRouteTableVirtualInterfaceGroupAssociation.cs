using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.LocalGateways;

/// <summary>Would disassociate a group of a local gateway; there is none.</summary>
internal sealed class DeleteLocalGatewayRouteTableVirtualInterfaceGroupAssociation
    : IQuery<DeleteLocalGatewayRouteTableVirtualInterfaceGroupAssociationRequest,
        DeleteLocalGatewayRouteTableVirtualInterfaceGroupAssociationResult>
{
    public static DeleteLocalGatewayRouteTableVirtualInterfaceGroupAssociationResult Run(
        DeleteLocalGatewayRouteTableVirtualInterfaceGroupAssociationRequest input, WorldView at) =>
        throw LocalGatewayGroupAssociationIds.Absent(input.LocalGatewayRouteTableVirtualInterfaceGroupAssociationId!);
}
