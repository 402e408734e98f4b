using Virga.Ec2.Images.Catalogue;
using Virga.State;

namespace Virga.Ec2.Images;

/// <summary>An image as a launch needs it, wherever it is known from: an account, the host, the catalogue.</summary>
internal sealed record LaunchImage
{
    public required string ImageId { get; init; }

    public required string Name { get; init; }

    /// <summary><c>x86_64</c> or <c>arm64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>First the root device.</summary>
    public required IReadOnlyList<LaunchDevice> Devices { get; init; }

    public required PlatformFacts Platform { get; init; }

    public string? BootMode { get; init; }

    /// <summary><c>v2.0</c> where instances must use session tokens by default.</summary>
    public string? ImdsSupport { get; init; }

    /// <summary>Who logs in.</summary>
    public required string DefaultUser { get; init; }

    /// <summary>The backend that runs it, or null for a simulation.</summary>
    public string? Backend { get; init; }

    /// <summary>What that backend starts.</summary>
    public string? Reference { get; init; }

    /// <summary>Whether its content was made of a machine.</summary>
    public bool IsCaptured { get; init; }

    /// <summary>The image that a launch names, or null.</summary>
    public static LaunchImage? Find(WorldView at, string imageId)
    {
        if (at.Find<ImageRow>(imageId) is { } own) return OfAccount(own);
        if (at.At(HostImageRow.Host).Find<HostImageRow>(imageId) is { } host) return OfHost(host);
        if (AmiCatalogue.Find(at.Region, imageId) is { } known) return OfCatalogue(known);
        return SharedImages.Of(at).FirstOrDefault(shared => shared.Row.Id == imageId).Row is { } row
            ? OfAccount(row)
            : null;
    }

    private static LaunchImage OfAccount(ImageRow image)
    {
        if (image.State != Wire.Ec2.ImageState.Available) throw Ec2Errors.AmiUnavailable(image.Id, image.State);
        return new()
        {
            ImageId = image.Id,
            Name = image.Name,
            Architecture = image.Architecture,
            Devices =
            [
                .. image.Devices.Where(device => device.SizeGiB is not null)
                    .OrderBy(device => device.DeviceName == image.RootDeviceName ? 0 : 1)
                    .Select(device => new LaunchDevice(
                        device.DeviceName, device.SizeGiB!.Value, device.SnapshotId, device.VolumeType ?? "gp2")
                    {
                        Iops = device.VolumeType is "gp3" or "io1" or "io2" ? device.Iops : null,
                        ThroughputMiBps = device.ThroughputMiBps,
                        IsEncrypted = device.IsEncrypted,
                        IsDeletedOnTermination = device.IsDeletedOnTermination,
                    }),
            ],
            Platform = new(image.Platform, image.PlatformDetails, image.UsageOperation),
            BootMode = image.BootMode,
            ImdsSupport = image.ImdsSupport,
            DefaultUser = image.DefaultUser,
            Backend = image.Backend,
            Reference = image.Reference,
            IsCaptured = image.IsCaptured,
        };
    }

    private static LaunchImage OfHost(HostImageRow image) => new()
    {
        ImageId = image.Id,
        Name = image.Name,
        Architecture = image.Architecture,
        Devices = [new("/dev/xvda", image.RootGiB, SnapshotId: null, VolumeType: "gp3")],
        Platform = PlatformFacts.Linux,
        BootMode = image.BootMode,
        DefaultUser = "root",
        Backend = image.Backend,
        Reference = image.Reference,
    };

    private static LaunchImage OfCatalogue(ImageFacts image) => new()
    {
        ImageId = image.ImageId,
        Name = image.Name,
        Architecture = image.Architecture,
        Devices =
        [
            .. image.BlockDevices.Where(device => device.VolumeSizeGiB is not null).Select(device =>
                new LaunchDevice(
                    device.DeviceName, device.VolumeSizeGiB!.Value, device.SnapshotId, device.VolumeType!)),
        ],
        Platform = image.Platform,
        BootMode = image.BootMode,
        ImdsSupport = image.ImdsSupport,
        DefaultUser = image.DefaultUser,
        Backend = image.ContainerImage is null ? null : "docker",
        Reference = image.ContainerImage,
    };
}

/// <summary>A volume that an image brings.</summary>
internal sealed record LaunchDevice(string DeviceName, int SizeGiB, string? SnapshotId, string VolumeType)
{
    public int? Iops { get; init; }

    public int? ThroughputMiBps { get; init; }

    public bool IsEncrypted { get; init; }

    public bool IsDeletedOnTermination { get; init; } = true;
}
