using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.LocalGateways;

/// <summary>Would delete a virtual interface of a local gateway; there is none.</summary>
internal sealed class DeleteLocalGatewayVirtualInterface
    : IQuery<DeleteLocalGatewayVirtualInterfaceRequest, DeleteLocalGatewayVirtualInterfaceResult>
{
    public static DeleteLocalGatewayVirtualInterfaceResult Run(
        DeleteLocalGatewayVirtualInterfaceRequest input, WorldView at) =>
        throw LocalGatewayInterfaceIds.Absent(input.LocalGatewayVirtualInterfaceId!);
}
