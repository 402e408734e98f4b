using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Sets when an image disappears from others' lists.</summary>
internal sealed class EnableImageDeprecation : IMutation<EnableImageDeprecationRequest, EnableImageDeprecationResult>
{
    public static EnableImageDeprecationResult Run(EnableImageDeprecationRequest input, Change change)
    {
        var image = ChosenImage.Own(change, input.ImageId);
        if (input.DeprecateAt <= change.Now)
            throw CommonErrors.InvalidParameterValue("The deprecation date must be in the future.");
        change.Put(image with { DeprecationTime = input.DeprecateAt });
        return new() { Return = true };
    }
}
