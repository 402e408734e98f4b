using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Lets all images be used again; the criteria stay.</summary>
internal sealed class DisableAllowedImagesSettings
    : IMutation<DisableAllowedImagesSettingsRequest, DisableAllowedImagesSettingsResult>
{
    public static DisableAllowedImagesSettingsResult Run(DisableAllowedImagesSettingsRequest input, Change change)
    {
        change.Put(ImageSettingsRow.Of(change) with
        {
            AllowedImagesState = AllowedImagesSettingsDisabledState.Disabled,
        });
        return new() { AllowedImagesSettingsState = AllowedImagesSettingsDisabledState.Disabled };
    }
}
