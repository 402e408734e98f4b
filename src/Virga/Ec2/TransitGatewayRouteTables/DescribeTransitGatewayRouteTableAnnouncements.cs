using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayRouteTables;

/// <summary>Lists announcements: none.</summary>
internal sealed class DescribeTransitGatewayRouteTableAnnouncements
    : IQuery<DescribeTransitGatewayRouteTableAnnouncementsRequest, DescribeTransitGatewayRouteTableAnnouncementsResult>
{
    public static DescribeTransitGatewayRouteTableAnnouncementsResult Run(
        DescribeTransitGatewayRouteTableAnnouncementsRequest input, WorldView at)
    {
        foreach (var id in input.TransitGatewayRouteTableAnnouncementIds ?? [])
            throw RouteTableAnnouncements.NotFound(id);
        NoItems.Check(input.Filters, input.NextToken);
        return new() { TransitGatewayRouteTableAnnouncements = [] };
    }
}
