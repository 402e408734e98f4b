using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.LocalGateways;

/// <summary>Would delete a group of virtual interfaces of a local gateway; there is none.</summary>
internal sealed class DeleteLocalGatewayVirtualInterfaceGroup
    : IQuery<DeleteLocalGatewayVirtualInterfaceGroupRequest, DeleteLocalGatewayVirtualInterfaceGroupResult>
{
    public static DeleteLocalGatewayVirtualInterfaceGroupResult Run(
        DeleteLocalGatewayVirtualInterfaceGroupRequest input, WorldView at) =>
        throw LocalGatewayGroupIds.Absent(input.LocalGatewayVirtualInterfaceGroupId!);
}
