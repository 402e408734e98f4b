using Virga.Iam.Users;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.MfaDevices;

/// <summary>Learns anew how far the clock of a device is off.</summary>
internal sealed class ResyncMFADevice : IMutation<ResyncMFADeviceRequest, ResyncMFADeviceResult>
{
    public static ResyncMFADeviceResult Run(ResyncMFADeviceRequest input, Change change)
    {
        var user = change.Get<UserRow>(input.UserName!);
        var device = MfaDeviceRow.GetOf(change, user.Id, input.SerialNumber);
        change.Put(MfaCodes.TakePair(change, device, input.AuthenticationCode1, input.AuthenticationCode2));
        return new();
    }
}
