using Virga.Ec2.Outposts;
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
        Elsewhere.RefuseOutpost(input.DestinationOutpostArn, nameof(input.DestinationOutpostArn));
        Elsewhere.RefuseLocalZone(input.DestinationAvailabilityZone, nameof(input.DestinationAvailabilityZone));
        var region = input.SourceRegion ?? throw CommonErrors.MissingParameter("SourceRegion");
        var source = SnapshotSource.Get(change.At(new(change.Account, region)), input.SourceSnapshotId!);
        var isEncrypted = source.IsEncrypted || input.Encrypted == true
            || EbsSettingsRow.Of(change).IsEncryptedByDefault;
        VolumeRules.CheckKey(input.KmsKeyId, isEncrypted);
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
            CompletionDurationMinutes = NewSnapshot.CheckDuration(
                input.CompletionDurationMinutes, nameof(input.CompletionDurationMinutes)),
            IsOnDisk = source.IsOnDisk,
            StateMessage = source.StateMessage,
        });
        NewSnapshot.Begin(change, copy);
        change.TagNew(input.TagSpecifications, ResourceType.Snapshot, copy.Id);
        return new() { SnapshotId = copy.Id, Tags = change.TagsOf(copy.Id) };
    }
}
