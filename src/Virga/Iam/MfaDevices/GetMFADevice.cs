using Virga.Iam.Users;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.MfaDevices;

/// <summary>Shows a device and whose it is.</summary>
internal sealed class GetMFADevice : IQuery<GetMFADeviceRequest, GetMFADeviceResponse>
{
    public static GetMFADeviceResponse Run(GetMFADeviceRequest input, WorldView at)
    {
        var device = input.UserName is { } name
            ? MfaDeviceRow.GetOf(at, at.Get<UserRow>(name).Id, input.SerialNumber)
            : at.Get<MfaDeviceRow>(input.SerialNumber!);
        return new() { UserName = device.UserName, SerialNumber = device.Id, EnableDate = device.EnableDate };
    }
}
