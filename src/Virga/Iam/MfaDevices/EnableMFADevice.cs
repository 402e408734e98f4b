using Virga.Iam.Users;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.MfaDevices;

/// <summary>Gives a device to a user who proves to have it by two codes in a row.</summary>
internal sealed class EnableMFADevice : IMutation<EnableMFADeviceRequest, EnableMFADeviceResult>
{
    public static EnableMFADeviceResult Run(EnableMFADeviceRequest input, Change change)
    {
        var user = change.Get<UserRow>(input.UserName!);
        var device = change.Get<MfaDeviceRow>(input.SerialNumber!);
        if (device.UserName is not null) throw IamErrors.AlreadyExists("MFA Device is already in use");
        if (change.Rows<MfaDeviceRow>().CountBy(MfaDeviceRow.ByUser, user.Id) >= MaxDevices)
            throw IamErrors.Quota("MFADevicesPerUser", MaxDevices);
        change.Put(MfaCodes.TakePair(change, device, input.AuthenticationCode1, input.AuthenticationCode2) with
        {
            UserName = user.Id,
            EnableDate = change.Now,
        });
        return new();
    }

    /// <summary>Source: IAM User Guide, "IAM and STS quotas".</summary>
    private const int MaxDevices = 8;
}
