using Virga.Ec2.LocalGateways;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CoipPools;

/// <summary>Would create a pool of customer-owned addresses; that needs an Outpost.</summary>
internal sealed class CreateCoipPool : IQuery<CreateCoipPoolRequest, CreateCoipPoolResult>
{
    public static CreateCoipPoolResult Run(CreateCoipPoolRequest input, WorldView at) =>
        throw LocalGatewayRouteTableIds.Absent(input.LocalGatewayRouteTableId!);
}
