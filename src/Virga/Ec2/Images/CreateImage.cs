using Virga.Ec2.Instances;
using Virga.Ec2.Outposts;
using Virga.Ec2.Snapshots;
using Virga.Ec2.Tags;
using Virga.Ec2.Volumes;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>
/// Makes an image of an instance: a snapshot of each of its volumes, and what the instance was launched of. The root
/// disk of a machine is captured, with the machine shut down for it unless <c>NoReboot</c> says that it shall not be.
/// </summary>
internal sealed class CreateImage : IMutation<CreateImageRequest, CreateImageResult>
{
    public static CreateImageResult Run(CreateImageRequest input, Change change)
    {
        Elsewhere.RefuseLocal(input.SnapshotLocation, nameof(input.SnapshotLocation));
        var instance = ChosenInstances.One(change, input.InstanceId);
        if (instance.State is not (InstanceStateName.Running or InstanceStateName.Stopped))
            throw Ec2Errors.IncorrectInstanceState(
                instance.Id, "The instance '{id}' is not in the 'running' or 'stopped' states.");
        var isReal = instance.Backend != Simulation.Backend;
        var isRebooted = input.NoReboot != true && instance.State == InstanceStateName.Running;
        var source = KnownImage.Find(change, instance.ImageId)?.Shape;
        var image = NewImage.Begin(change, new(change.NewId("ami"))
        {
            Name = NewImage.CheckName(change, input.Name),
            Description = input.Description ?? "",
            State = ImageState.Pending,
            CreationDate = change.Now,
            Architecture = instance.Architecture,
            RootDeviceName = instance.RootDeviceName,
            Devices = Devices(input, instance, change),
            BootMode = instance.BootMode,
            ImdsSupport = source?.ImdsSupport,
            TpmSupport = source?.TpmSupport,
            IsEnaSupported = instance.IsEnaSupported,
            SriovNetSupport = instance.SriovNetSupport,
            Platform = instance.Platform,
            PlatformDetails = instance.PlatformDetails,
            UsageOperation = instance.UsageOperation,
            DefaultUser = instance.DefaultUser,
            SourceInstanceId = instance.Id,
            Backend = isReal ? instance.Backend : null,
            IsCaptured = isReal,
            Capture = !isReal ? null : isRebooted ? "reboot" : "no-reboot",
        });
        change.TagNew(input.TagSpecifications, ResourceType.Image, image.Id, ResourceType.Snapshot);
        if (isRebooted && !isReal)
            Instances.InstanceLifecycle.AskReboot(change, instance);
        return new() { ImageId = image.Id };
    }

    private static List<ImageDevice> Devices(CreateImageRequest input, InstanceRow instance, Change change)
    {
        var asked = new Dictionary<string, BlockDeviceMapping>(StringComparer.Ordinal);
        foreach (var one in input.BlockDeviceMappings ?? [])
            if (!asked.TryAdd(one.DeviceName ?? throw CommonErrors.MissingParameter("deviceName"), one))
                throw new AwsException("InvalidBlockDeviceMapping",
                    $"The device '{one.DeviceName}' is used in more than one block-device mapping");
        var devices = new List<ImageDevice>();
        foreach (var volume in change.Rows<VolumeRow>().By(VolumeRow.ByInstance, instance.Id))
        {
            var held = volume.Attachments.First(one => one.InstanceId == instance.Id);
            asked.TryGetValue(held.Device, out var mapping);
            if (mapping?.NoDevice is not null) continue;
            devices.Add(Device(input, volume, held, mapping?.Ebs, change));
        }

        // Devices that the instance does not have are added: empty volumes, volumes of snapshots, instance storage.
        var own = devices.ConvertAll(device => device.DeviceName);
        foreach (var (name, mapping) in asked)
            if (mapping.NoDevice is null && !own.Contains(name)) devices.Add(RegisterImage.Device(mapping, change));
        return devices;
    }

    private static ImageDevice Device(
        CreateImageRequest input, VolumeRow volume, VolumeAttachmentRow held, EbsBlockDevice? asked, Change change)
    {
        CheckUnchanged(volume, held, asked);
        var type = asked?.VolumeType ?? volume.VolumeType;
        var isSameType = type == volume.VolumeType;
        var size = asked?.VolumeSize ?? volume.SizeGiB;
        var iops = asked?.Iops ?? (isSameType && type is not VolumeType.Gp2 ? volume.Iops : null);
        var throughput = asked?.Throughput ?? (isSameType ? volume.ThroughputMiBps : null);
        VolumeRules.Check(type, size, iops, throughput);
        var snapshot = NewSnapshot.Of(change, volume, $"Created by CreateImage({held.InstanceId})");
        var tags = input.TagSpecifications?.FindAll(one => one.ResourceType == ResourceType.Snapshot);
        change.TagNew(tags, ResourceType.Snapshot, snapshot.Id);
        return new(held.Device)
        {
            SnapshotId = snapshot.Id,
            SizeGiB = size,
            VolumeType = type,
            Iops = iops,
            ThroughputMiBps = throughput,
            IsEncrypted = volume.IsEncrypted,
            IsDeletedOnTermination = asked?.DeleteOnTermination ?? held.IsDeletedOnTermination,
        };
    }

    /// <summary>
    /// A volume that the instance has gives the image its own data, encrypted or not as it is (API Reference,
    /// CreateImage); its device in the image may be larger, never smaller.
    /// </summary>
    private static void CheckUnchanged(VolumeRow volume, VolumeAttachmentRow held, EbsBlockDevice? asked)
    {
        if (asked is null) return;
        if (asked.SnapshotId is { Length: > 0 } snapshot && snapshot != volume.SnapshotId)
            throw new AwsException("InvalidBlockDeviceMapping",
                $"snapshotId cannot be modified on the device '{held.Device}', which the instance has a volume at.");
        if (asked.Encrypted is { } encrypted && encrypted != volume.IsEncrypted)
            throw new AwsException("InvalidBlockDeviceMapping",
                $"The encryption of the device '{held.Device}' cannot be modified; copy the image instead.");
        if (asked.VolumeSize < volume.SizeGiB)
            throw new AwsException("InvalidBlockDeviceMapping",
                $"Volume of size {asked.VolumeSize}GB is smaller than volume '{volume.Id}', expect size >= "
                + $"{volume.SizeGiB}GB");
    }
}
