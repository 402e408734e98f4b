using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Volumes;

/// <summary>Changes whether a volume goes on by itself after a fault.</summary>
internal sealed class ModifyVolumeAttribute : IMutation<ModifyVolumeAttributeRequest, ModifyVolumeAttributeResult>
{
    public static ModifyVolumeAttributeResult Run(ModifyVolumeAttributeRequest input, Change change)
    {
        Ids.Check(VolumeRow.Kind, input.VolumeId!);
        var isAuto = input.AutoEnableIO?.Value ?? throw Ec2Errors.NoAttributes();
        change.Update<VolumeRow>(input.VolumeId!, volume => volume with { IsAutoEnableIo = isAuto });
        return new();
    }
}
