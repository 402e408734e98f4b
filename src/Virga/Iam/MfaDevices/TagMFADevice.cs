using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.MfaDevices;

/// <summary>Tags a device.</summary>
internal sealed class TagMFADevice : IMutation<TagMFADeviceRequest, TagMFADeviceResult>
{
    public static TagMFADeviceResult Run(TagMFADeviceRequest input, Change change)
    {
        change.Update<MfaDeviceRow>(
            input.SerialNumber!, row => row with { Tags = IamTagging.Merge(row.Tags, input.Tags) });
        return new();
    }
}
