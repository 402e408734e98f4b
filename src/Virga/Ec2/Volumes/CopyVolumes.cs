using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Volumes;

/// <summary>
/// Makes a copy of a volume in its zone, with its bytes as they are now. A volume that a running machine writes to is
/// refused: what was copied would be of no one moment.
/// </summary>
internal sealed class CopyVolumes : IMutation<CopyVolumesRequest, CopyVolumesResult>
{
    public static CopyVolumesResult Run(CopyVolumesRequest input, Change change)
    {
        var source = change.Named<VolumeRow>(input.SourceVolumeId);
        if (source.State is not (VolumeState.Available or VolumeState.InUse))
            throw Ec2Errors.IncorrectState($"Volume '{source.Id}' is in the '{source.State}' state.");
        if (RealVolumes.IsInUse(source, change)
            || (RealVolumes.BootedBy(source, change.Partition(change.Scope)) is { } owner
                && RealVolumes.AreOn(owner, change)))
            throw new AwsException("UnsupportedOperation",
                $"Virga cannot copy the volume '{source.Id}' while a machine has it; take a snapshot of it, or stop "
                + "the instance.");
        var type = input.VolumeType ?? source.VolumeType;
        var size = input.Size ?? source.SizeGiB;
        if (size < source.SizeGiB)
            throw CommonErrors.InvalidParameterValue(
                $"The volume size of {size} GiB is smaller than that of volume '{source.Id}', {source.SizeGiB} GiB.");
        var isSameType = type == source.VolumeType;
        var iops = input.Iops ?? (isSameType && type != VolumeType.Gp2 ? source.Iops : null);
        var throughput = input.Throughput ?? (isSameType ? source.ThroughputMiBps : null);
        VolumeRules.Check(type, size, iops, throughput);
        VolumeRules.CheckMultiAttach(type, input.MultiAttachEnabled == true);
        var volume = change.Put(NewVolume.Of(change.NewId("vol"), type, size, iops, throughput) with
        {
            AvailabilityZone = source.AvailabilityZone,
            CreateTime = change.Now,
            SnapshotId = source.SnapshotId,
            SourceVolumeId = source.Id,
            IsEncrypted = source.IsEncrypted,
            KmsKeyId = source.KmsKeyId,
            IsMultiAttachEnabled = input.MultiAttachEnabled ?? false,
            IsOnDisk = source.IsOnDisk,
        });
        change.TagNew(input.TagSpecifications, ResourceType.Volume, volume.Id);
        if (!volume.IsOnDisk) change.Later<VolumeBecomesAvailable>(VolumeBecomesAvailable.Delay, volume.Id);
        return new() { Volumes = [VolumeView.Of(volume, change)] };
    }
}
