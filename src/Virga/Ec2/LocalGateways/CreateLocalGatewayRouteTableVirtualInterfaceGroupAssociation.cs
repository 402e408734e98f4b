using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.LocalGateways;

/// <summary>Would associate a group of a local gateway; there is none.</summary>
internal sealed class CreateLocalGatewayRouteTableVirtualInterfaceGroupAssociation
    : IQuery<CreateLocalGatewayRouteTableVirtualInterfaceGroupAssociationRequest,
        CreateLocalGatewayRouteTableVirtualInterfaceGroupAssociationResult>
{
    public static CreateLocalGatewayRouteTableVirtualInterfaceGroupAssociationResult Run(
        CreateLocalGatewayRouteTableVirtualInterfaceGroupAssociationRequest input, WorldView at) =>
        throw LocalGatewayRouteTableIds.Absent(input.LocalGatewayRouteTableId!);
}
