using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Enforces the criteria for images of others, or only shows what they would do.</summary>
internal sealed class EnableAllowedImagesSettings
    : IMutation<EnableAllowedImagesSettingsRequest, EnableAllowedImagesSettingsResult>
{
    public static EnableAllowedImagesSettingsResult Run(EnableAllowedImagesSettingsRequest input, Change change)
    {
        change.Put(ImageSettingsRow.Of(change) with { AllowedImagesState = input.AllowedImagesSettingsState! });
        return new() { AllowedImagesSettingsState = input.AllowedImagesSettingsState };
    }
}
