using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TrafficMirrors;

/// <summary>Lists sessions.</summary>
internal sealed class DescribeTrafficMirrorSessions
    : IQuery<DescribeTrafficMirrorSessionsRequest, DescribeTrafficMirrorSessionsResult>
{
    private static readonly Listing<TrafficMirrorSessionRow, TrafficMirrorSession> Listing = new()
    {
        View = TrafficMirrorView.Session,
        Filters = new()
        {
            { "description", one => one.Description },
            { "network-interface-id", one => one.NetworkInterfaceId },
            { "owner-id", one => one.OwnerId },
            { "packet-length", one => one.PacketLength },
            { "session-number", one => one.SessionNumber },
            { "traffic-mirror-filter-id", one => one.TrafficMirrorFilterId },
            { "traffic-mirror-session-id", one => one.TrafficMirrorSessionId },
            { "traffic-mirror-target-id", one => one.TrafficMirrorTargetId },
            { "virtual-network-id", one => one.VirtualNetworkId },
        },
    };

    public static DescribeTrafficMirrorSessionsResult Run(DescribeTrafficMirrorSessionsRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.TrafficMirrorSessionIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { TrafficMirrorSessions = page.Items, NextToken = page.NextToken };
    }
}
