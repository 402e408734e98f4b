using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Lets a disabled image be launched again.</summary>
internal sealed class EnableImage : IMutation<EnableImageRequest, EnableImageResult>
{
    public static EnableImageResult Run(EnableImageRequest input, Change change)
    {
        var image = ChosenImage.Own(change, input.ImageId);
        if (image.State is not (ImageState.Available or ImageState.Disabled))
            throw Ec2Errors.AmiUnavailable(image.Id, image.State);
        change.Put(image with { State = ImageState.Available });
        return new() { Return = true };
    }
}
