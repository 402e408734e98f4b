using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Lets an image be deregistered again; with a cooldown a day later.</summary>
internal sealed class DisableImageDeregistrationProtection
    : IMutation<DisableImageDeregistrationProtectionRequest, DisableImageDeregistrationProtectionResult>
{
    private static readonly TimeSpan Cooldown = TimeSpan.FromHours(24);

    public static DisableImageDeregistrationProtectionResult Run(
        DisableImageDeregistrationProtectionRequest input, Change change)
    {
        var image = ChosenImage.Own(change, input.ImageId);
        change.Put(image with
        {
            DeregistrationProtection = "disabled",
            ProtectedUntil = image.DeregistrationProtection == "enabled-with-cooldown"
                ? change.Now + Cooldown
                : image.ProtectedUntil,
        });
        return new() { Return = "true" };
    }
}
