using Virga.Ec2.RecycleBins;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Volumes;

/// <summary>Deletes a volume that no instance holds; its snapshots stay.</summary>
internal sealed class DeleteVolume : IMutation<DeleteVolumeRequest, DeleteVolumeResult>
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(500);

    public static DeleteVolumeResult Run(DeleteVolumeRequest input, Change change)
    {
        Ids.Check(VolumeRow.Kind, input.VolumeId!);
        var volume = change.Get<VolumeRow>(input.VolumeId!);
        if (volume.Attachments is [var held, ..])
            throw new AwsException(
                "VolumeInUse", $"Volume {volume.Id} is currently attached to {held.InstanceId}");
        change.Put(volume with { State = VolumeState.Deleting });
        change.Later<VolumeIsDeleted>(Delay, volume.Id);
        return new();
    }
}

/// <summary>A deleted volume is gone.</summary>
internal sealed class VolumeIsDeleted : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<VolumeRow>(subject) is { } volume) RecycleBin.Put(change, volume);
        change.Remove<VolumeModificationRow>(subject);
    }
}
