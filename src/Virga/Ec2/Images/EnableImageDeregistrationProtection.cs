using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Keeps an image from being deregistered.</summary>
internal sealed class EnableImageDeregistrationProtection
    : IMutation<EnableImageDeregistrationProtectionRequest, EnableImageDeregistrationProtectionResult>
{
    public static EnableImageDeregistrationProtectionResult Run(
        EnableImageDeregistrationProtectionRequest input, Change change)
    {
        var image = ChosenImage.Own(change, input.ImageId);
        change.Put(image with
        {
            DeregistrationProtection = input.WithCooldown == true ? "enabled-with-cooldown" : "enabled",
            ProtectedUntil = null,
        });
        return new() { Return = "true" };
    }
}
