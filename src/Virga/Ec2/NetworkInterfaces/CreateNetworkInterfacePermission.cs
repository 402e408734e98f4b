using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInterfaces;

/// <summary>Lets another account attach an interface.</summary>
internal sealed class CreateNetworkInterfacePermission
    : IMutation<CreateNetworkInterfacePermissionRequest, CreateNetworkInterfacePermissionResult>
{
    public static CreateNetworkInterfacePermissionResult Run(
        CreateNetworkInterfacePermissionRequest input, Change change)
    {
        var eni = change.Named<NetworkInterfaceRow>(input.NetworkInterfaceId);
        var row = change.Put(new NetworkInterfacePermissionRow(change.NewId("eni-perm"))
        {
            InterfaceId = eni.Id,
            AwsAccountId = input.AwsAccountId ?? throw CommonErrors.MissingParameter("AwsAccountId"),
            Permission = input.Permission!,
        });
        return new() { InterfacePermission = View(row, change) };
    }

    /// <summary>The permission as AWS shows it.</summary>
    public static NetworkInterfacePermission View(NetworkInterfacePermissionRow row, WorldView at) => new()
    {
        NetworkInterfacePermissionId = row.Id,
        NetworkInterfaceId = row.InterfaceId,
        AwsAccountId = row.AwsAccountId,
        Permission = row.Permission,
        PermissionState = new() { State = NetworkInterfacePermissionStateCode.Granted },
    };
}
