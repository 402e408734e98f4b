using Virga.Iam.Users;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.MfaDevices;

/// <summary>Lists the MFA devices of a user. None can be enabled here, so there are none.</summary>
internal sealed class ListMFADevices : IQuery<ListMFADevicesRequest, ListMFADevicesResponse>
{
    public static ListMFADevicesResponse Run(ListMFADevicesRequest input, WorldView at)
    {
        if (input.UserName is not null) at.Get<UserRow>(input.UserName);
        return new() { MFADevices = [], IsTruncated = false };
    }
}
