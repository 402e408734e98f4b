using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.LocalGateways;

/// <summary>Would create a group of virtual interfaces of a local gateway; there is none.</summary>
internal sealed class CreateLocalGatewayVirtualInterfaceGroup
    : IQuery<CreateLocalGatewayVirtualInterfaceGroupRequest, CreateLocalGatewayVirtualInterfaceGroupResult>
{
    public static CreateLocalGatewayVirtualInterfaceGroupResult Run(
        CreateLocalGatewayVirtualInterfaceGroupRequest input, WorldView at) =>
        throw LocalGatewayIds.Absent(input.LocalGatewayId!);
}
