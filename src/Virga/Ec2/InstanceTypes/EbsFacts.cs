namespace Virga.Ec2.InstanceTypes;

/// <summary>What an instance type can do with EBS volumes.</summary>
internal sealed record EbsFacts
{
    /// <summary><c>default</c>, <c>supported</c> or <c>unsupported</c>.</summary>
    public required string OptimizedSupport { get; init; }

    /// <summary><c>required</c>, <c>supported</c> or <c>unsupported</c>.</summary>
    public required string NvmeSupport { get; init; }

    /// <summary><c>shared</c> with network interfaces and instance storage, or <c>dedicated</c>.</summary>
    public required string AttachmentLimitType { get; init; }
    public required int MaximumAttachments { get; init; }

    /// <summary>Null for a type that cannot be EBS-optimized.</summary>
    public required EbsPerformanceFacts? Performance { get; init; }

    /// <summary>One entry a card, in the order of their indexes; empty where AWS names none.</summary>
    public required IReadOnlyList<EbsPerformanceFacts> Cards { get; init; }
}

/// <summary>
/// Bandwidth in Mbps and operations of 16 KiB a second; the baseline always, the maximum for 30 minutes a day.
/// </summary>
internal sealed record EbsPerformanceFacts(
    int BaselineBandwidthMbps, int BaselineIops, int MaximumBandwidthMbps, int MaximumIops)
{
    /// <summary>In MB/s; AWS answers more digits than an eighth of the bandwidth for about twenty types.</summary>
    public double BaselineThroughputMBps { get; init; } = BaselineBandwidthMbps / 8.0;

    /// <summary>In MB/s.</summary>
    public double MaximumThroughputMBps => MaximumBandwidthMbps / 8.0;
}
