using Virga.Ec2.Outposts;
using Virga.Ec2.Snapshots;
using Virga.Ec2.Tags;
using Virga.Ec2.Volumes;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Copies an image into this region with snapshots of its own.</summary>
internal sealed class CopyImage : IMutation<CopyImageRequest, CopyImageResult>
{
    public static CopyImageResult Run(CopyImageRequest input, Change change)
    {
        Elsewhere.RefuseOutpost(input.DestinationOutpostArn, nameof(input.DestinationOutpostArn));
        Elsewhere.RefuseLocalZone(input.DestinationAvailabilityZone, nameof(input.DestinationAvailabilityZone));
        Elsewhere.RefuseLocalZone(input.DestinationAvailabilityZoneId, nameof(input.DestinationAvailabilityZoneId));
        var there = change.At(new(change.Account, input.SourceRegion!));
        var source = KnownImage.Find(there, input.SourceImageId!)?.Shape
            ?? throw Ec2Errors.AmiNotFound(input.SourceImageId!);
        var own = there.Find<ImageRow>(input.SourceImageId!);
        var launch = LaunchImage.Find(there, input.SourceImageId!)!;
        var image = NewImage.Begin(change, new(change.NewId("ami"))
        {
            Name = NewImage.CheckName(change, input.Name),
            Description = input.Description ?? "",
            State = ImageState.Pending,
            CreationDate = change.Now,
            Architecture = source.Architecture!,
            RootDeviceName = source.RootDeviceName!,
            Devices = [.. (source.BlockDeviceMappings ?? []).Select(mapping => Device(mapping, input, change))],
            BootMode = source.BootMode,
            ImdsSupport = source.ImdsSupport,
            TpmSupport = source.TpmSupport,
            UefiData = own?.UefiData,
            IsEnaSupported = source.EnaSupport ?? false,
            SriovNetSupport = source.SriovNetSupport,
            Platform = source.Platform,
            PlatformDetails = source.PlatformDetails!,
            UsageOperation = source.UsageOperation!,
            DefaultUser = launch.DefaultUser,
            Backend = launch.Backend,
            Reference = launch.Reference,
            Capture = launch.IsCaptured ? "copy" : null,
            IsCaptured = launch.IsCaptured,
            SourceImageId = source.ImageId,
            SourceImageRegion = input.SourceRegion,
        });
        if (input.CopyImageTags == true)
            Tagging.Add(change, image.Id, [.. (source.Tags ?? []).Where(tag =>
                !tag.Key!.StartsWith("aws:", StringComparison.Ordinal))]);
        change.TagNew(input.TagSpecifications, ResourceType.Image, image.Id, ResourceType.Snapshot);
        return new() { ImageId = image.Id };
    }

    private static ImageDevice Device(BlockDeviceMapping mapping, CopyImageRequest input, Change change)
    {
        if (mapping.Ebs is not { } ebs) return new(mapping.DeviceName!) { VirtualName = mapping.VirtualName };
        var isEncrypted = ebs.Encrypted == true || input.Encrypted == true
            || EbsSettingsRow.Of(change).IsEncryptedByDefault;
        VolumeRules.CheckKey(input.KmsKeyId, isEncrypted);
        var snapshot = ebs.SnapshotId is null ? null : change.Put(new SnapshotRow(change.NewId("snap"))
        {
            VolumeId = SnapshotRow.NoVolume,
            SizeGiB = ebs.VolumeSize!.Value,
            State = SnapshotState.Pending,
            StartTime = change.Now,
            Description = $"Copied for DestinationAmi from SourceAmi {input.SourceImageId} for SourceSnapshot "
                + $"{ebs.SnapshotId}.",
            IsEncrypted = isEncrypted,
            KmsKeyId = isEncrypted ? EbsSettingsRow.KeyFor(change, input.KmsKeyId) : null,
            SourceSnapshotId = ebs.SnapshotId,
            CompletionDurationMinutes = NewSnapshot.CheckDuration(
                input.SnapshotCopyCompletionDurationMinutes, nameof(input.SnapshotCopyCompletionDurationMinutes)),
            IsOnDisk = SnapshotSource.HasData(change.At(new(change.Account, input.SourceRegion!)), ebs.SnapshotId),
        });
        if (snapshot is not null) NewSnapshot.Begin(change, snapshot);
        return new(mapping.DeviceName!)
        {
            SnapshotId = snapshot?.Id,
            SizeGiB = ebs.VolumeSize,
            VolumeType = ebs.VolumeType,
            Iops = ebs.Iops,
            ThroughputMiBps = ebs.Throughput,
            IsEncrypted = isEncrypted,
            IsDeletedOnTermination = ebs.DeleteOnTermination ?? true,
        };
    }
}
