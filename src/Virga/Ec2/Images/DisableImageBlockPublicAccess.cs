using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Allows sharing images with everybody.</summary>
internal sealed class DisableImageBlockPublicAccess
    : IMutation<DisableImageBlockPublicAccessRequest, DisableImageBlockPublicAccessResult>
{
    public static DisableImageBlockPublicAccessResult Run(DisableImageBlockPublicAccessRequest input, Change change)
    {
        change.Put(ImageSettingsRow.Of(change) with { IsPublicAccessBlocked = false });
        return new() { ImageBlockPublicAccessState = ImageBlockPublicAccessDisabledState.Unblocked };
    }
}
