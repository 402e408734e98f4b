using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.LocalGateways;

/// <summary>Would disassociate a VPC of a local gateway; there is none.</summary>
internal sealed class DeleteLocalGatewayRouteTableVpcAssociation
    : IQuery<DeleteLocalGatewayRouteTableVpcAssociationRequest, DeleteLocalGatewayRouteTableVpcAssociationResult>
{
    public static DeleteLocalGatewayRouteTableVpcAssociationResult Run(
        DeleteLocalGatewayRouteTableVpcAssociationRequest input, WorldView at) =>
        throw LocalGatewayVpcAssociationIds.Absent(input.LocalGatewayRouteTableVpcAssociationId!);
}
