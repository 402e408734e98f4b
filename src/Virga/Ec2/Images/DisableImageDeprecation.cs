using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Lets an image stay in lists.</summary>
internal sealed class DisableImageDeprecation
    : IMutation<DisableImageDeprecationRequest, DisableImageDeprecationResult>
{
    public static DisableImageDeprecationResult Run(DisableImageDeprecationRequest input, Change change)
    {
        change.Put(ChosenImage.Own(change, input.ImageId) with { DeprecationTime = null });
        return new() { Return = true };
    }
}
