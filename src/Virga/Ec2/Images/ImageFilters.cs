using System.Globalization;
using Virga.Service;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>The filters of DescribeImages, as its documentation lists them.</summary>
internal static class ImageFilters
{
    public static readonly Filters<Image> All = new()
    {
        { "architecture", image => image.Architecture },
        {
            "block-device-mapping.delete-on-termination",
            image => Volumes(image).Select(one => Truth(one.DeleteOnTermination))
        },
        { "block-device-mapping.device-name", image => image.BlockDeviceMappings?.Select(one => one.DeviceName) },
        { "block-device-mapping.snapshot-id", image => Volumes(image).Select(one => one.SnapshotId) },
        {
            "block-device-mapping.volume-size",
            image => Volumes(image).Select(one => one.VolumeSize?.ToString(CultureInfo.InvariantCulture))
        },
        { "block-device-mapping.volume-type", image => Volumes(image).Select(one => one.VolumeType) },
        { "block-device-mapping.encrypted", image => Volumes(image).Select(one => Truth(one.Encrypted)) },
        { "boot-mode", image => image.BootMode },
        { "creation-date", image => image.CreationDate },
        { "description", image => image.Description },
        { "ena-support", image => image.EnaSupport },
        { "free-tier-eligible", image => image.FreeTierEligible },
        { "hypervisor", image => image.Hypervisor },
        { "image-allowed", image => image.ImageAllowed },
        { "image-id", image => image.ImageId },
        { "image-type", image => image.ImageType },
        { "imds-support", image => image.ImdsSupport },
        { "is-public", image => image.Public },
        { "kernel-id", image => image.KernelId },
        { "manifest-location", image => image.ImageLocation },
        { "name", image => image.Name },
        { "owner-alias", image => image.ImageOwnerAlias },
        { "owner-id", image => image.OwnerId },
        { "platform", image => image.Platform },
        { "platform-details", image => image.PlatformDetails },
        { "product-code", image => image.ProductCodes?.Select(one => one.ProductCodeId) },
        { "product-code.type", image => image.ProductCodes?.Select(one => one.ProductCodeType) },
        { "ramdisk-id", image => image.RamdiskId },
        { "root-device-name", image => image.RootDeviceName },
        { "root-device-type", image => image.RootDeviceType },
        { "source-image-id", image => image.SourceImageId },
        { "source-image-region", image => image.SourceImageRegion },
        { "source-instance-id", image => image.SourceInstanceId },
        { "sriov-net-support", image => image.SriovNetSupport },
        { "state", image => image.State },
        { "state-reason-code", image => image.StateReason?.Code },
        { "state-reason-message", image => image.StateReason?.Message },
        { "tpm-support", image => image.TpmSupport },
        { "usage-operation", image => image.UsageOperation },
        { "virtualization-type", image => image.VirtualizationType },
    };

    /// <summary>The images that satisfy all filters; tags are those that the answer shows.</summary>
    public static List<Image> Apply(IEnumerable<Image> images, List<Filter>? filters) =>
        TaggedFacts.Filter(images, image => image.Tags, All, filters);

    private static IEnumerable<EbsBlockDevice> Volumes(Image image) =>
        (image.BlockDeviceMappings ?? []).Select(one => one.Ebs).OfType<EbsBlockDevice>();

    private static string? Truth(bool? value) => value switch { true => "true", false => "false", null => null };
}
