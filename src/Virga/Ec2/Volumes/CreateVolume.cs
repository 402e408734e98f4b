using Virga.Ec2.Snapshots;
using Virga.Ec2.Tags;
using Virga.Ec2.Zones;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Volumes;

/// <summary>Creates an empty volume, or one with a snapshot's data.</summary>
internal sealed class CreateVolume : IMutation<CreateVolumeRequest, Volume>
{
    private const string DefaultType = VolumeType.Gp2;

    public static Volume Run(CreateVolumeRequest input, Change change)
    {
        // AWS answers this before it looks at the zone (recorded).
        if (input.Size is null && string.IsNullOrEmpty(input.SnapshotId))
            throw CommonErrors.MissingParameter("size/snapshot");
        Outposts.Elsewhere.RefuseOutpost(input.OutpostArn, nameof(input.OutpostArn));
        Outposts.Elsewhere.RefuseOperator(input.Operator);
        var zone = ZoneOf(input, change);
        var source = string.IsNullOrEmpty(input.SnapshotId) ? null : SnapshotSource.Get(change, input.SnapshotId);
        var size = input.Size ?? source!.SizeGiB;
        if (source is not null && size < source.SizeGiB)
            throw CommonErrors.InvalidParameterValue(
                $"The volume size of {size} GiB is smaller than that of snapshot '{input.SnapshotId}', "
                + $"{source.SizeGiB} GiB.");
        var type = input.VolumeType ?? DefaultType;
        VolumeRules.Check(type, size, input.Iops, input.Throughput);
        VolumeRules.CheckInitialization(input.VolumeInitializationRate, source?.Id);
        VolumeRules.CheckMultiAttach(type, input.MultiAttachEnabled == true);
        var isEncrypted = input.Encrypted == true || source?.IsEncrypted == true
            || EbsSettingsRow.Of(change).IsEncryptedByDefault;
        VolumeRules.CheckKey(input.KmsKeyId, isEncrypted);
        var made = NewVolume.Of(change.NewId("vol"), type, size, input.Iops, input.Throughput);
        var volume = change.Put(made with
        {
            AvailabilityZone = zone,
            CreateTime = change.Now,
            SnapshotId = source?.Id,
            IsEncrypted = isEncrypted,
            KmsKeyId = isEncrypted ? EbsSettingsRow.KeyFor(change, input.KmsKeyId ?? source?.KmsKeyId) : null,
            IsMultiAttachEnabled = input.MultiAttachEnabled ?? false,
            IsOnDisk = source is { IsOnDisk: true },
            InitializationRateMiBps = input.VolumeInitializationRate,
            IsFastRestored = FastRestore.IsEnabled(change, source?.Id, zone),
        });
        change.TagNew(input.TagSpecifications, ResourceType.Volume, volume.Id);

        // One with data becomes available when it has it.
        if (!volume.IsOnDisk) change.Later<VolumeBecomesAvailable>(VolumeBecomesAvailable.Delay, volume.Id);
        return VolumeView.Of(volume, change);
    }

    private static string ZoneOf(CreateVolumeRequest input, Change change)
    {
        var asked = input.AvailabilityZone ?? input.AvailabilityZoneId
            ?? throw CommonErrors.MissingParameter("AvailabilityZone");
        if (RegionCatalogue.Find(change.Region) is not { } region) return asked;
        return region.FindZone(asked)?.ZoneName
            ?? throw new AwsException("InvalidZone.NotFound", $"The zone '{asked}' does not exist.");
    }
}

/// <summary>A new volume can be used.</summary>
internal sealed class VolumeBecomesAvailable : ITransition
{
    public static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(500);

    public static void Run(Change change, string subject)
    {
        if (change.Find<VolumeRow>(subject) is { State: VolumeState.Creating } volume)
            change.Put(volume with { State = VolumeState.Available });
    }
}
