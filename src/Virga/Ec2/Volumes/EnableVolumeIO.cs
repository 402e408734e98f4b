using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Volumes;

/// <summary>Lets a volume work again after a fault; none has faults here, so it works already.</summary>
internal sealed class EnableVolumeIO : IMutation<EnableVolumeIORequest, EnableVolumeIOResult>
{
    public static EnableVolumeIOResult Run(EnableVolumeIORequest input, Change change)
    {
        Ids.Check(VolumeRow.Kind, input.VolumeId!);
        change.Get<VolumeRow>(input.VolumeId!);
        return new();
    }
}
