using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.LocalGateways;

/// <summary>Would create a virtual interface of a local gateway; there is none.</summary>
internal sealed class CreateLocalGatewayVirtualInterface
    : IQuery<CreateLocalGatewayVirtualInterfaceRequest, CreateLocalGatewayVirtualInterfaceResult>
{
    public static CreateLocalGatewayVirtualInterfaceResult Run(
        CreateLocalGatewayVirtualInterfaceRequest input, WorldView at) =>
        throw LocalGatewayGroupIds.Absent(input.LocalGatewayVirtualInterfaceGroupId!);
}
