using Virga.Ec2.Images;
using Virga.Ec2.Snapshots;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RecycleBins;

/// <summary>Takes an image out of the bin, when its name is free and its snapshots are there.</summary>
internal sealed class RestoreImageFromRecycleBin
    : IMutation<RestoreImageFromRecycleBinRequest, RestoreImageFromRecycleBinResult>
{
    public static RestoreImageFromRecycleBinResult Run(RestoreImageFromRecycleBinRequest input, Change change)
    {
        var bin = RecycleBin.Chosen(change, [input.ImageId!], ImageRow.Kind, one => one.Image is not null).First();
        var image = bin.Image!;
        NewImage.CheckName(change, image.Name);
        foreach (var id in image.Devices.Select(device => device.SnapshotId).OfType<string>())
        {
            if (change.Find<RecycledRow>(id) is { Snapshot: not null })
                throw Ec2Errors.IncorrectState(
                    $"The snapshot '{id}' of the image '{image.Id}' is in the Recycle Bin. Restore it first.");
            SnapshotSource.Get(change, id);
        }

        change.Put(image with { Sequence = 0 });
        RecycleBin.Restored(change, bin);
        return new() { Return = true };
    }
}
