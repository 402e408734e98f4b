using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.LocalGateways;

/// <summary>Would associate a VPC of a local gateway; there is none.</summary>
internal sealed class CreateLocalGatewayRouteTableVpcAssociation
    : IQuery<CreateLocalGatewayRouteTableVpcAssociationRequest, CreateLocalGatewayRouteTableVpcAssociationResult>
{
    public static CreateLocalGatewayRouteTableVpcAssociationResult Run(
        CreateLocalGatewayRouteTableVpcAssociationRequest input, WorldView at) =>
        throw LocalGatewayRouteTableIds.Absent(input.LocalGatewayRouteTableId!);
}
