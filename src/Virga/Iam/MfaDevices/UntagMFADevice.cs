using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.MfaDevices;

/// <summary>Removes tags of a device.</summary>
internal sealed class UntagMFADevice : IMutation<UntagMFADeviceRequest, UntagMFADeviceResult>
{
    public static UntagMFADeviceResult Run(UntagMFADeviceRequest input, Change change)
    {
        change.Update<MfaDeviceRow>(
            input.SerialNumber!, row => row with { Tags = IamTagging.Without(row.Tags, input.TagKeys) });
        return new();
    }
}
