using Virga.Ec2.Tags;
using Virga.Ec2.Volumes;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Snapshots;

/// <summary>Copies a snapshot into this region, encrypted if asked.</summary>
internal sealed class CopySnapshot : IMutation<CopySnapshotRequest, CopySnapshotResult>
{
    public static CopySnapshotResult Run(CopySnapshotRequest input, Change change)
    {
        var region = input.SourceRegion ?? throw CommonErrors.MissingParameter("SourceRegion");
        var source = SnapshotSource.Get(change.At(new(change.Account, region)), input.SourceSnapshotId!);
        var isEncrypted = source.IsEncrypted || input.Encrypted == true || input.KmsKeyId is not null
            || EbsSettingsRow.Of(change).IsEncryptedByDefault;
        var copy = change.Put(new SnapshotRow(change.NewId("snap"))
        {
            VolumeId = SnapshotRow.NoVolume,
            SizeGiB = source.SizeGiB,
            State = SnapshotState.Pending,
            StartTime = change.Now,
            Description = input.Description ?? "",
            IsEncrypted = isEncrypted,
            KmsKeyId = isEncrypted ? EbsSettingsRow.KeyFor(change, input.KmsKeyId) : null,
            SourceSnapshotId = source.Id,
            IsOnDisk = source.IsOnDisk,
        });
        NewSnapshot.Begin(change, copy);
        change.TagNew(input.TagSpecifications, ResourceType.Snapshot, copy.Id);
        return new() { SnapshotId = copy.Id, Tags = change.TagsOf(copy.Id) };
    }
}
