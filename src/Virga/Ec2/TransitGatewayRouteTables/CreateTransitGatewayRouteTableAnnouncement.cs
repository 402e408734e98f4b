using Virga.Ec2.TransitGatewayAttachments;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayRouteTables;

/// <summary>Would announce a table to a core network; no peering here leads to one.</summary>
internal sealed class CreateTransitGatewayRouteTableAnnouncement
    : IQuery<CreateTransitGatewayRouteTableAnnouncementRequest, CreateTransitGatewayRouteTableAnnouncementResult>
{
    public static CreateTransitGatewayRouteTableAnnouncementResult Run(
        CreateTransitGatewayRouteTableAnnouncementRequest input, WorldView at)
    {
        TransitGatewayRouteTableRules.Usable(at, input.TransitGatewayRouteTableId);
        var peering = AttachmentRules.Open(
            at, input.PeeringAttachmentId, TransitGatewayAttachmentResourceType.Peering);
        throw new AwsException(
            "UnsupportedOperation", $"The peering attachment {peering.Id} does not lead to a core network.");
    }
}
