using Virga.Wire.Ec2;

namespace Virga.Ec2.InstanceTypes;

/// <summary>What a type can do with volumes, as DescribeInstanceTypes shows it.</summary>
internal static class InstanceTypeEbsView
{
    public static EbsInfo Of(EbsFacts ebs) => new()
    {
        EbsOptimizedSupport = ebs.OptimizedSupport,
        EncryptionSupport = "supported",
        NvmeSupport = ebs.NvmeSupport,
        AttachmentLimitType = ebs.AttachmentLimitType,
        MaximumEbsAttachments = ebs.MaximumAttachments,
        EbsOptimizedInfo = ebs.Performance is not { } performance ? null : new()
        {
            BaselineBandwidthInMbps = performance.BaselineBandwidthMbps,
            BaselineThroughputInMBps = performance.BaselineThroughputMBps,
            BaselineIops = performance.BaselineIops,
            MaximumBandwidthInMbps = performance.MaximumBandwidthMbps,
            MaximumThroughputInMBps = performance.MaximumThroughputMBps,
            MaximumIops = performance.MaximumIops,
        },
        MaximumEbsCards = ebs.Cards.Count == 0 ? null : ebs.Cards.Count,
        EbsCards = ebs.Cards.Count == 0 ? null : [.. ebs.Cards.Select(Card)],
    };

    private static EbsCardInfo Card(EbsPerformanceFacts card, int index) => new()
    {
        EbsCardIndex = index,
        BaselineBandwidthInMbps = card.BaselineBandwidthMbps,
        BaselineThroughputInMBps = card.BaselineThroughputMBps,
        BaselineIops = card.BaselineIops,
        MaximumBandwidthInMbps = card.MaximumBandwidthMbps,
        MaximumThroughputInMBps = card.MaximumThroughputMBps,
        MaximumIops = card.MaximumIops,
    };
}
