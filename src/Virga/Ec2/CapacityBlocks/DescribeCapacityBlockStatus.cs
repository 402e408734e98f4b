using Virga.Ec2.CapacityReservations;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityBlocks;

/// <summary>Says how much of each block is used.</summary>
internal sealed class DescribeCapacityBlockStatus
    : IQuery<DescribeCapacityBlockStatusRequest, DescribeCapacityBlockStatusResult>
{
    private static readonly Filters<CapacityBlockStatus> Filters = new()
    {
        { "interconnect-status", one => one.InterconnectStatus },
    };

    public static DescribeCapacityBlockStatusResult Run(DescribeCapacityBlockStatusRequest input, WorldView at)
    {
        var all = FactList.Filter(
            BlockView.Chosen(at, input.CapacityBlockIds).Select(parts => Of(parts, at)), Filters, input.Filters);
        var page = PageToken.Slice(all, input.MaxResults, input.NextToken);
        return new() { CapacityBlockStatuses = page.Items, NextToken = page.NextToken };
    }

    private static CapacityBlockStatus Of(IReadOnlyList<CapacityReservationRow> parts, WorldView at) => new()
    {
        CapacityBlockId = parts[0].CapacityBlockId,
        InterconnectStatus = CapacityBlockInterconnectStatus.Ok,
        TotalCapacity = parts.Sum(part => part.TotalCount),
        TotalAvailableCapacity = parts.Sum(part => part.Available(at)),
        TotalUnavailableCapacity = 0,
        CapacityReservationStatuses =
        [
            .. parts.Select(part => new CapacityReservationStatus
            {
                CapacityReservationId = part.Id,
                TotalCapacity = part.TotalCount,
                TotalAvailableCapacity = part.Available(at),
                TotalUnavailableCapacity = 0,
            }),
        ],
    };
}
