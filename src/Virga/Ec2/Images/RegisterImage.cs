using Virga.Ec2.Snapshots;
using Virga.Ec2.Tags;
using Virga.Ec2.Volumes;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Registers an image of a snapshot.</summary>
internal sealed class RegisterImage : IMutation<RegisterImageRequest, RegisterImageResult>
{
    public static RegisterImageResult Run(RegisterImageRequest input, Change change)
    {
        if (!string.IsNullOrEmpty(input.KernelId) || !string.IsNullOrEmpty(input.RamdiskId))
            throw Ec2Errors.NoKernelIds();

        // API Reference, RegisterImage: an account must be a seller of the AWS Marketplace for that.
        if (input.BillingProducts is { Count: > 0 })
            throw Ec2Errors.OperationNotPermitted(
                "The account is not authorized to specify billing product codes (BillingProducts).");
        if (!string.IsNullOrEmpty(input.ImageLocation)) return OfRepository(input, change);
        var root = input.RootDeviceName ?? throw CommonErrors.MissingParameter("rootDeviceName");
        var devices = (input.BlockDeviceMappings ?? []).ConvertAll(mapping => Device(mapping, change));
        if (devices.Find(device => device.DeviceName == root) is not { SnapshotId: { } disk })
            throw new AwsException(
                "InvalidBlockDeviceMapping", $"The root device '{root}' must have a snapshot.");
        // A snapshot with bytes is a disk, and what boots a disk is a virtual machine.
        var isDisk = SnapshotSource.HasData(change, disk) && change.Rules.DiskBackends.Contains("libvirt");
        var image = change.Put(new ImageRow(change.NewId("ami"))
        {
            Name = NewImage.CheckName(change, input.Name),
            Description = input.Description ?? "",
            State = ImageState.Available,
            CreationDate = change.Now,
            Architecture = input.Architecture ?? ArchitectureValues.I386,
            RootDeviceName = root,
            Devices = devices,
            BootMode = input.BootMode,
            ImdsSupport = input.ImdsSupport,
            TpmSupport = input.TpmSupport,
            UefiData = input.UefiData,
            IsEnaSupported = input.EnaSupport ?? false,
            SriovNetSupport = input.SriovNetSupport,
            VirtualizationType = input.VirtualizationType ?? VirtualizationType.Paravirtual,
            Backend = isDisk ? "libvirt" : null,
            IsCaptured = isDisk,
        });
        change.TagNew(input.TagSpecifications, ResourceType.Image, image.Id);
        return new() { ImageId = image.Id };
    }

    /// <summary>Ours: an image of this emulator's registry becomes an AMI that containers run.</summary>
    private static RegisterImageResult OfRepository(RegisterImageRequest input, Change change)
    {
        var source = RepositoryImage.Find(change, input.ImageLocation!) ?? throw new AwsException(
            "UnsupportedOperation",
            "Instance-store images in S3 are not supported; register a snapshot, or the URI of an image in ECR.");
        var root = input.RootDeviceName ?? "/dev/xvda";
        var image = change.Put(new ImageRow(change.NewId("ami"))
        {
            Name = NewImage.CheckName(change, input.Name),
            Description = input.Description ?? "",
            State = ImageState.Available,
            CreationDate = change.Now,
            Architecture = input.Architecture ?? ArchitectureValues.X86_64,
            RootDeviceName = root,
            Devices = [new(root) { SizeGiB = 8, VolumeType = VolumeType.Gp3 }],
            Backend = "docker",
            Reference = source.Reference,
        });
        change.TagNew(input.TagSpecifications, ResourceType.Image, image.Id);
        return new() { ImageId = image.Id };
    }

    /// <summary>A device of an image as a request describes it.</summary>
    public static ImageDevice Device(BlockDeviceMapping mapping, WorldView at)
    {
        var name = mapping.DeviceName ?? throw CommonErrors.MissingParameter("deviceName");
        if (mapping.VirtualName is not null) return new(name) { VirtualName = mapping.VirtualName };
        var source = mapping.Ebs?.SnapshotId is { } id ? SnapshotSource.Get(at, id) : null;
        var size = mapping.Ebs?.VolumeSize ?? source?.SizeGiB
            ?? throw CommonErrors.MissingParameter("size/snapshot");
        var type = mapping.Ebs?.VolumeType ?? VolumeType.Standard;
        SnapshotSource.CheckSize(size, source?.Id, source?.SizeGiB ?? 0);

        // API Reference, EbsBlockDevice: an image's device has the encryption of its snapshot, and cannot name another.
        if (source is not null && mapping.Ebs!.Encrypted is not null)
            throw CommonErrors.InvalidParameterCombination(
                $"The parameter Encrypted cannot be specified for the device '{name}', which is of a snapshot.");
        VolumeRules.Check(type, size, mapping.Ebs?.Iops, mapping.Ebs?.Throughput);
        return new(name)
        {
            SnapshotId = source?.Id,
            SizeGiB = size,
            VolumeType = type,
            Iops = mapping.Ebs?.Iops,
            ThroughputMiBps = mapping.Ebs?.Throughput,
            IsEncrypted = source?.IsEncrypted ?? mapping.Ebs?.Encrypted ?? false,
            IsDeletedOnTermination = mapping.Ebs?.DeleteOnTermination ?? true,
        };
    }
}
