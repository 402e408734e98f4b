using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayRouteTables;

/// <summary>Would withdraw an announcement; there is none.</summary>
internal sealed class DeleteTransitGatewayRouteTableAnnouncement
    : IQuery<DeleteTransitGatewayRouteTableAnnouncementRequest, DeleteTransitGatewayRouteTableAnnouncementResult>
{
    public static DeleteTransitGatewayRouteTableAnnouncementResult Run(
        DeleteTransitGatewayRouteTableAnnouncementRequest input, WorldView at) =>
        throw RouteTableAnnouncements.NotFound(input.TransitGatewayRouteTableAnnouncementId!);
}
