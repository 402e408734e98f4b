using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInterfaces;

/// <summary>Takes a permission back.</summary>
internal sealed class DeleteNetworkInterfacePermission
    : IMutation<DeleteNetworkInterfacePermissionRequest, DeleteNetworkInterfacePermissionResult>
{
    public static DeleteNetworkInterfacePermissionResult Run(
        DeleteNetworkInterfacePermissionRequest input, Change change)
    {
        var row = change.Named<NetworkInterfacePermissionRow>(input.NetworkInterfacePermissionId);
        change.Remove<NetworkInterfacePermissionRow>(row.Id);
        return new() { Return = true };
    }
}
