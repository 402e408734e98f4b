using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.MfaDevices;

/// <summary>Deletes a device that no user has.</summary>
internal sealed class DeleteVirtualMFADevice : IMutation<DeleteVirtualMFADeviceRequest, DeleteVirtualMFADeviceResult>
{
    public static DeleteVirtualMFADeviceResult Run(DeleteVirtualMFADeviceRequest input, Change change)
    {
        var device = change.Get<MfaDeviceRow>(input.SerialNumber!);
        if (device.UserName is not null)
            throw IamErrors.Conflict("MFA VirtualDevice in use. Must deactivate first.");
        change.Remove<MfaDeviceRow>(device.Id);
        return new();
    }
}
