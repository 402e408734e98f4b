using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Forbids sharing images with everybody.</summary>
internal sealed class EnableImageBlockPublicAccess
    : IMutation<EnableImageBlockPublicAccessRequest, EnableImageBlockPublicAccessResult>
{
    public static EnableImageBlockPublicAccessResult Run(EnableImageBlockPublicAccessRequest input, Change change)
    {
        change.Put(ImageSettingsRow.Of(change) with { IsPublicAccessBlocked = true });
        return new() { ImageBlockPublicAccessState = ImageBlockPublicAccessEnabledState.BlockNewSharing };
    }
}
