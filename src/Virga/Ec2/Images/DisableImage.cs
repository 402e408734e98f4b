using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Keeps an image from being launched, and stops sharing it, as on AWS.</summary>
internal sealed class DisableImage : IMutation<DisableImageRequest, DisableImageResult>
{
    public static DisableImageResult Run(DisableImageRequest input, Change change)
    {
        var image = ChosenImage.Own(change, input.ImageId);
        if (image.State is not (ImageState.Available or ImageState.Disabled))
            throw Ec2Errors.AmiUnavailable(image.Id, image.State);
        change.Put(image with { State = ImageState.Disabled, IsPublic = false, LaunchUserIds = [], LaunchArns = [] });
        return new() { Return = true };
    }
}
