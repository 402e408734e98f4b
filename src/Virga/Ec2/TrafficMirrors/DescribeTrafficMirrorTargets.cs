using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TrafficMirrors;

/// <summary>Lists targets.</summary>
internal sealed class DescribeTrafficMirrorTargets
    : IQuery<DescribeTrafficMirrorTargetsRequest, DescribeTrafficMirrorTargetsResult>
{
    private static readonly Listing<TrafficMirrorTargetRow, TrafficMirrorTarget> Listing = new()
    {
        View = TrafficMirrorView.Target,
        Filters = new()
        {
            { "description", one => one.Description },
            { "network-interface-id", one => one.NetworkInterfaceId },
            { "network-load-balancer-arn", one => one.NetworkLoadBalancerArn },
            { "owner-id", one => one.OwnerId },
            { "traffic-mirror-target-id", one => one.TrafficMirrorTargetId },
        },
    };

    public static DescribeTrafficMirrorTargetsResult Run(DescribeTrafficMirrorTargetsRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.TrafficMirrorTargetIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { TrafficMirrorTargets = page.Items, NextToken = page.NextToken };
    }
}
