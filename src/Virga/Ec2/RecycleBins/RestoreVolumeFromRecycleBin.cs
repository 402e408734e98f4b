using Virga.Ec2.Volumes;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RecycleBins;

/// <summary>Takes a volume out of the bin, with its bytes and tags.</summary>
internal sealed class RestoreVolumeFromRecycleBin
    : IMutation<RestoreVolumeFromRecycleBinRequest, RestoreVolumeFromRecycleBinResult>
{
    public static RestoreVolumeFromRecycleBinResult Run(RestoreVolumeFromRecycleBinRequest input, Change change)
    {
        var bin = RecycleBin.Chosen(change, [input.VolumeId!], VolumeRow.Kind, one => one.Volume is not null).First();
        change.Put(bin.Volume! with { Sequence = 0 });
        RecycleBin.Restored(change, bin);
        return new() { Return = true };
    }
}
