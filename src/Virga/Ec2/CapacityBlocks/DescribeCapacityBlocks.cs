using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityBlocks;

/// <summary>Lists the capacity blocks that were bought.</summary>
internal sealed class DescribeCapacityBlocks : IQuery<DescribeCapacityBlocksRequest, DescribeCapacityBlocksResult>
{
    private static readonly Filters<CapacityBlock> Filters = new()
    {
        { "capacity-block-id", one => one.CapacityBlockId },
        { "ultraserver-type", one => one.UltraserverType },
        { "availability-zone", one => one.AvailabilityZone },
        { "start-date", one => one.StartDate },
        { "end-date", one => one.EndDate },
        { "create-date", one => one.CreateDate },
        { "state", one => one.State },
        { "tags", one => (one.Tags ?? []).Select(tag => tag.Key) },
    };

    public static DescribeCapacityBlocksResult Run(DescribeCapacityBlocksRequest input, WorldView at)
    {
        var all = TaggedFacts.Filter(
            BlockView.Chosen(at, input.CapacityBlockIds).Select(parts => BlockView.Of(parts, at)),
            one => one.Tags, Filters, input.Filters);
        var page = PageToken.Slice(all, input.MaxResults, input.NextToken);
        return new() { CapacityBlocks = page.Items, NextToken = page.NextToken };
    }
}
