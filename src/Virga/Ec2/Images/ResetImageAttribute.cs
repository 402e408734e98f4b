using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Takes all launch permissions of an image back.</summary>
internal sealed class ResetImageAttribute : IMutation<ResetImageAttributeRequest, ResetImageAttributeResult>
{
    public static ResetImageAttributeResult Run(ResetImageAttributeRequest input, Change change)
    {
        var image = ChosenImage.Own(change, input.ImageId);
        change.Put(image with { IsPublic = false, LaunchUserIds = [], LaunchArns = [] });
        return new();
    }
}
