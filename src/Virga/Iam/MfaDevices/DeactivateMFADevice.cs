using Virga.Iam.Users;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.MfaDevices;

/// <summary>Takes a device from its user. A virtual one stays and belongs to nobody.</summary>
internal sealed class DeactivateMFADevice : IMutation<DeactivateMFADeviceRequest, DeactivateMFADeviceResult>
{
    public static DeactivateMFADeviceResult Run(DeactivateMFADeviceRequest input, Change change)
    {
        var user = change.Get<UserRow>(UserView.NameOrCaller(input.UserName, change.Caller));
        var device = MfaDeviceRow.GetOf(change, user.Id, input.SerialNumber);
        change.Put(device with { UserName = null, EnableDate = null });
        return new();
    }
}
