using System.Globalization;
using Virga.Ec2.Images.Catalogue;
using Virga.Ec2.Tags;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>An image as AWS shows it, wherever it is known from.</summary>
internal static class ImageView
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static Image Of(ImageRow row, string ownerId, WorldView at) => new()
    {
        ImageId = row.Id,
        ImageLocation = $"{ownerId}/{row.Name}",
        Name = row.Name,
        Description = row.Description.Length == 0 ? null : row.Description,
        State = row.State,
        StateReason = row.StateReason is { } reason ? new() { Code = "Client.Error", Message = reason } : null,
        OwnerId = ownerId,
        CreationDate = Time(row.CreationDate),
        DeprecationTime = row.DeprecationTime is { } time ? Time(time) : null,
        Public = row.IsPublic,
        ProductCodes = [],
        Architecture = row.Architecture,
        ImageType = ImageTypeValues.Machine,
        Platform = row.Platform,
        PlatformDetails = row.PlatformDetails,
        UsageOperation = row.UsageOperation,
        BlockDeviceMappings = [.. row.Devices.Select(Device)],
        EnaSupport = row.IsEnaSupported,
        Hypervisor = HypervisorType.Xen,
        RootDeviceName = row.RootDeviceName,
        RootDeviceType = DeviceType.Ebs,
        SriovNetSupport = row.SriovNetSupport,
        VirtualizationType = row.VirtualizationType,
        BootMode = row.BootMode,
        TpmSupport = row.TpmSupport,
        ImdsSupport = row.ImdsSupport,
        SourceInstanceId = row.SourceInstanceId,
        SourceImageId = row.SourceImageId,
        SourceImageRegion = row.SourceImageRegion,
        DeregistrationProtection = ownerId == at.Account ? row.DeregistrationProtection : null,
        LastLaunchedTime = row.LastLaunchedTime is { } launched && ownerId == at.Account ? Time(launched) : null,
        FreeTierEligible = false,
        Tags = at.TagsOf(row.Id),
    };

    /// <summary>An image of the host: it is the caller's, and tagged with what runs it.</summary>
    public static Image Of(HostImageRow row, WorldView at) => new()
    {
        ImageId = row.Id,
        ImageLocation = row.Reference,
        Name = row.Name,
        Description = $"{row.Reference} on this host",
        State = ImageState.Available,
        OwnerId = at.Account,
        CreationDate = Time(row.CreatedAt),
        Public = false,
        ProductCodes = [],
        Architecture = row.Architecture,
        ImageType = ImageTypeValues.Machine,
        PlatformDetails = PlatformFacts.Linux.Details,
        UsageOperation = PlatformFacts.Linux.UsageOperation,
        BlockDeviceMappings = [Device(new("/dev/xvda") { SizeGiB = row.RootGiB, VolumeType = "gp3", Iops = 3_000 })],
        EnaSupport = true,
        Hypervisor = HypervisorType.Xen,
        RootDeviceName = "/dev/xvda",
        RootDeviceType = DeviceType.Ebs,
        VirtualizationType = VirtualizationType.Hvm,
        BootMode = row.BootMode,
        FreeTierEligible = false,
        Tags = [new() { Key = BackendTag.Key, Value = row.Backend }, .. at.TagsOf(row.Id)],
    };

    public static Image Of(ImageFacts facts, WorldView at) => new()
    {
        ImageId = facts.ImageId,
        ImageLocation = facts.ImageLocation,
        Name = facts.Name,
        Description = facts.Description,
        State = ImageState.Available,
        OwnerId = facts.OwnerId,
        ImageOwnerAlias = facts.OwnerAlias,
        CreationDate = facts.CreationDate,
        DeprecationTime = facts.DeprecationTime,
        Public = true,
        ProductCodes = [],
        Architecture = facts.Architecture,
        ImageType = ImageTypeValues.Machine,
        Platform = facts.Platform.Platform,
        PlatformDetails = facts.Platform.Details,
        UsageOperation = facts.Platform.UsageOperation,
        BlockDeviceMappings = [.. facts.BlockDevices.Select(one => Device(OfFacts(one)))],
        EnaSupport = ImageFacts.IsEnaSupported,
        Hypervisor = ImageFacts.Hypervisor,
        RootDeviceName = facts.RootDevice.DeviceName,
        RootDeviceType = ImageFacts.RootDeviceType,
        SriovNetSupport = ImageFacts.SriovNetSupport,
        VirtualizationType = ImageFacts.VirtualizationType,
        BootMode = facts.BootMode,
        TpmSupport = facts.TpmSupport,
        ImdsSupport = facts.ImdsSupport,
        FreeTierEligible = facts.OwnerAlias == "amazon",
        Tags = at.TagsOf(facts.ImageId),
    };

    /// <summary>A device of the catalogue in the form in which accounts keep theirs.</summary>
    public static ImageDevice OfFacts(ImageDeviceFacts facts) => new(facts.DeviceName)
    {
        VirtualName = facts.VirtualName,
        SnapshotId = facts.SnapshotId,
        SizeGiB = facts.VolumeSizeGiB,
        VolumeType = facts.VolumeType,
        Iops = facts.Iops,
        ThroughputMiBps = facts.ThroughputMiBps,
    };

    public static BlockDeviceMapping Device(ImageDevice device) => new()
    {
        DeviceName = device.DeviceName,
        VirtualName = device.VirtualName,
        Ebs = device.VirtualName is not null ? null : new()
        {
            SnapshotId = device.SnapshotId,
            VolumeSize = device.SizeGiB,
            VolumeType = device.VolumeType,
            Iops = device.Iops,
            Throughput = device.ThroughputMiBps,
            Encrypted = device.IsEncrypted,
            DeleteOnTermination = device.IsDeletedOnTermination,
        },
    };

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
}
