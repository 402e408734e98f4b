using Virga.Service;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Volumes;

/// <summary>
/// What AWS demands of a volume of each type: size in GiB, operations a second, MiB a second. (EBS User Guide, "Amazon
/// EBS volume types", as of September 2025.)
/// </summary>
internal static class VolumeRules
{
    private const int MaxThroughputMiBps = 2_000;

    private const int MaxDeviceLength = 128;

    /// <summary>gp3: a quarter MiB a second for each operation a second.</summary>
    private const double MaxThroughputPerIops = 0.25;

    /// <summary>Throws unless the figures fit the type.</summary>
    public static void Check(string type, int sizeGiB, int? iops, int? throughputMiBps)
    {
        var limits = Of(type);
        if (sizeGiB < limits.MinGiB || sizeGiB > limits.MaxGiB)
            throw CommonErrors.InvalidParameterValue(
                $"Volume of {sizeGiB}GiB is invalid. Volume size for volume type {type} must be between "
                + $"{limits.MinGiB} and {limits.MaxGiB} GiB.");
        CheckIops(type, limits, sizeGiB, iops);
        CheckThroughput(type, iops, throughputMiBps);
    }

    /// <summary>
    /// A name that a device can have in a guest. AWS takes <c>/dev/sdf</c> and its like only; other paths, as
    /// LocalStack's
    /// <c>/ebs-dev/sda1</c>, are taken too.
    /// </summary>
    public static void CheckDevice(string device)
    {
        if (device.Length is 0 or > MaxDeviceLength || device.Contains("..", StringComparison.Ordinal)
            || device.EndsWith('/') || device.Any(one => !char.IsAsciiLetterOrDigit(one) && !"/_.-".Contains(one)))
            throw CommonErrors.InvalidParameterValue(
                $"Value ({device}) for parameter device is invalid. {device} is not a valid EBS device name.");
    }

    /// <summary>
    /// A key needs something to encrypt: <c>Encrypted</c>, encryption by default, or a source that is encrypted. The
    /// text is AWS's own, as in kubernetes/kubernetes pull request 31334.
    /// </summary>
    public static void CheckKey(string? kmsKeyId, bool isEncrypted)
    {
        if (!string.IsNullOrEmpty(kmsKeyId) && !isEncrypted)
            throw new AwsException("InvalidParameterDependency",
                "The parameter KmsKeyId requires the parameter Encrypted to be set.");
    }

    /// <summary>
    /// How fast a volume gets its snapshot's data: 100 to 300 MiB a second (API Reference, CreateVolume). It is kept
    /// and shown; here the data is there at once.
    /// </summary>
    public static void CheckInitialization(int? rateMiBps, string? snapshotId)
    {
        if (rateMiBps is not { } rate) return;
        if (snapshotId is null)
            throw CommonErrors.InvalidParameterCombination(
                "The parameter VolumeInitializationRate is supported only for volumes created from snapshots.");
        if (rate is < 100 or > 300)
            throw CommonErrors.InvalidParameterValue(
                $"Invalid value '{rate}' for VolumeInitializationRate. It must be between 100 and 300.");
    }

    /// <summary>There is one EBS card.</summary>
    public static void CheckCard(int? index) => Outposts.Elsewhere.Refuse(
        index is not (null or 0), "Virga's instances have one EBS card, of the index 0 (EbsCardIndex).");

    /// <summary>Whose attachments are as many as can be.</summary>
    public static AwsException TooMany(string holder, int most) => new("AttachmentLimitExceeded",
        $"The maximum number of attachments has been reached for {holder} ({most}).");

    /// <summary>Only provisioned IOPS volumes can be on several instances.</summary>
    public static void CheckMultiAttach(string type, bool isMultiAttach)
    {
        if (isMultiAttach && type is not (VolumeType.Io1 or VolumeType.Io2))
            throw new AwsException("InvalidParameterCombination",
                $"The parameter MultiAttachEnabled is not supported for {type} volumes.");
    }

    private static void CheckIops(string type, Limits limits, int sizeGiB, int? iops)
    {
        if (iops is null)
        {
            if (type is VolumeType.Io1 or VolumeType.Io2) throw CommonErrors.MissingParameter("iops");
            return;
        }

        if (limits.MaxIops == 0)
            throw CommonErrors.InvalidParameterCombination(
                $"The parameter iops is not supported for {type} volumes.");
        if (iops < limits.MinIops || iops > limits.MaxIops)
            throw CommonErrors.InvalidParameterValue(
                $"Volume iops of {iops} is invalid; it must be between {limits.MinIops} and {limits.MaxIops} for "
                + $"volume type {type}.");
        if (iops > Math.Max(limits.MinIops, (long)sizeGiB * limits.MaxIopsPerGiB))
            throw CommonErrors.InvalidParameterValue(
                $"Iops to volume size ratio of {(double)iops / sizeGiB:F6} is too high; maximum is "
                + $"{limits.MaxIopsPerGiB}");
    }

    private static void CheckThroughput(string type, int? iops, int? throughputMiBps)
    {
        if (throughputMiBps is not { } asked) return;
        if (type != VolumeType.Gp3)
            throw CommonErrors.InvalidParameterCombination(
                $"The parameter throughput is not supported for {type} volumes.");
        if (asked is < NewVolume.Gp3BaselineThroughput or > MaxThroughputMiBps)
            throw CommonErrors.InvalidParameterValue(
                $"Volume throughput of {asked} MiB/s is invalid; it must be between "
                + $"{NewVolume.Gp3BaselineThroughput} and {MaxThroughputMiBps}.");
        if (asked > (iops ?? NewVolume.Gp3BaselineIops) * MaxThroughputPerIops)
            throw CommonErrors.InvalidParameterValue(
                "Throughput (MiBps) to iops ratio is too high; maximum is 0.25 MiBps per iops.");
    }

    private static Limits Of(string type) => type switch
    {
        VolumeType.Gp3 => new(1, 65_536, 3_000, 80_000, 500),
        VolumeType.Gp2 => new(1, 16_384, 0, 0, 0),
        VolumeType.Io1 => new(4, 16_384, 100, 64_000, 50),
        VolumeType.Io2 => new(4, 65_536, 100, 256_000, 1_000),
        VolumeType.St1 or VolumeType.Sc1 => new(125, 16_384, 0, 0, 0),
        VolumeType.Standard => new(1, 1_024, 0, 0, 0),
        _ => throw new AwsException("UnknownVolumeType", $"Unsupported volume type '{type}' for volume creation."),
    };

    private sealed record Limits(int MinGiB, int MaxGiB, int MinIops, int MaxIops, int MaxIopsPerGiB);
}
