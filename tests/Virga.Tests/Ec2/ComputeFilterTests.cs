using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2;

/// <summary>
/// Each documented filter of machines and storage finds something in a World that has it, and nothing by a value that
/// nobody has. What is legitimately empty here is named.
/// </summary>
public sealed class ComputeFilterTests
{
    /// <summary>
    /// Filters of what does not exist here: Outposts, operators, carrier and customer-owned addresses, product codes,
    /// kernels; and of what AWS itself tells of a machine that is unwell.
    /// </summary>
    private static readonly Dictionary<string, string[]> Empty = new(StringComparer.Ordinal)
    {
        ["DescribeInstances"] =
        [
            "capacity-reservation-specification.capacity-reservation-target.capacity-reservation-resource-group-arn",
            "boot-mode", "kernel-id", "ramdisk-id", "operator.principal", "outpost-arn", "product-code",
            "product-code.type",
            "requester-id", "tpm-support",
            "network-interface.addresses.association.carrier-ip",
            "network-interface.addresses.association.customer-owned-ip",
            "network-interface.association.carrier-ip", "network-interface.association.customer-owned-ip",
            "network-interface.deny-all-igw-traffic", "network-interface.operator.principal",
            "network-interface.outpost-arn", "network-interface.requester-id",
        ],
        ["DescribeInstanceStatus"] = ["operator.principal"],
        ["DescribeVolumes"] = ["operator.principal"],
        ["DescribeVolumeStatus"] =
        [
            "action.code", "action.description", "action.event-id", "event.description", "event.event-id",
            "event.event-type", "event.not-after", "event.not-before",
        ],
        ["DescribeSnapshots"] = ["owner-alias"],
        ["DescribeImages"] =
        [
            "kernel-id", "product-code", "product-code.type", "ramdisk-id", "state-reason-code",
            "state-reason-message",
        ],
        ["DescribeCapacityReservations"] = ["outpost-arn"],
    };

    private static readonly string[] Operations =
    [
        "DescribeInstances", "DescribeInstanceStatus", "DescribeInstanceCreditSpecifications",
        "DescribeInstanceImageMetadata", "DescribeVolumes", "DescribeVolumeStatus", "DescribeSnapshots",
        "DescribeSnapshotTierStatus", "DescribeLockedSnapshots", "DescribeFastSnapshotRestores", "DescribeImages",
        "DescribeLaunchTemplates", "DescribeCapacityReservations", "DescribeHosts", "DescribeInstanceEventWindows",
        "DescribeHostReservationOfferings", "DescribeTags",
    ];

    [Fact]
    public void Each_filter_finds_what_is_there_and_nothing_else()
    {
        using var world = ComputeWorld.Furnished();
        ComputeWorld.AddSpecial(world);
        var wrong = new List<string>();
        foreach (var operation in Operations)
        {
            if (CoreFilterTests.Count(world, operation, null, null) == 0) wrong.Add($"{operation} lists nothing");
            foreach (var filter in CoreFilterTests.Documented(operation))
            {
                var found = CoreFilterTests.Count(world, operation, filter, "*");
                var isEmpty = Empty.GetValueOrDefault(operation)?.Contains(filter) == true;
                if (found == 0 != isEmpty) wrong.Add($"{operation} {filter} finds {found}");
                if (CoreFilterTests.Count(world, operation, filter, "no-such-value") != 0)
                    wrong.Add($"{operation} {filter} finds all");
            }
        }

        Assert.Empty(wrong);
    }
}
