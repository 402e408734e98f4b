using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Outposts;

/// <summary>Lists link aggregation groups of Outposts: none.</summary>
internal sealed class DescribeOutpostLags : IQuery<DescribeOutpostLagsRequest, DescribeOutpostLagsResult>
{
    public static DescribeOutpostLagsResult Run(DescribeOutpostLagsRequest input, WorldView at)
    {
        OutpostLagIds.Check(input.OutpostLagIds);
        NoItems.Check(
            input.Filters, input.NextToken, "service-link-virtual-interface-id",
            "service-link-virtual-interface-arn", "outpost-id", "outpost-arn", "owner-id", "vlan", "local-address",
            "peer-address", "peer-bgp-asn", "outpost-lag-id", "configuration-state");
        return new() { OutpostLags = [] };
    }
}
