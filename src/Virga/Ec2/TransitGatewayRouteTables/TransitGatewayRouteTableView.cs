using Virga.Ec2.PrefixLists;
using Virga.Ec2.Tags;
using Virga.Ec2.TransitGatewayAttachments;
using Virga.Ec2.TransitGateways;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayRouteTables;

/// <summary>A route table and its routes as AWS shows them.</summary>
internal static class TransitGatewayRouteTableView
{
    public static TransitGatewayRouteTable Of(TransitGatewayRouteTableRow row, WorldView at)
    {
        var gateway = at.Find<TransitGatewayRow>(row.GatewayId);
        return new()
        {
            TransitGatewayRouteTableId = row.Id,
            TransitGatewayId = row.GatewayId,
            State = row.State,
            DefaultAssociationRouteTable = gateway?.AssociationDefaultRouteTableId == row.Id,
            DefaultPropagationRouteTable = gateway?.PropagationDefaultRouteTableId == row.Id,
            CreationTime = row.CreationTime,
            Tags = at.TagsOf(row.Id),
        };
    }

    /// <summary>A black hole has no attachments.</summary>
    public static TransitGatewayRoute Route(TransitGatewayPath path) => new()
    {
        DestinationCidrBlock = path.Destination,
        PrefixListId = path.PrefixListId,
        TransitGatewayAttachments = path.Attachment is { } attachment
            ? [new()
            {
                ResourceId = attachment.ResourceId,
                TransitGatewayAttachmentId = attachment.Id,
                ResourceType = attachment.Type,
            }]
            : null,
        Type = path.IsStatic ? TransitGatewayRouteType.Static : TransitGatewayRouteType.Propagated,
        State = path.Attachment is null ? TransitGatewayRouteState.Blackhole : TransitGatewayRouteState.Active,
    };

    /// <summary>The route of a table to a destination, as it is now.</summary>
    public static TransitGatewayRoute Route(WorldView at, TransitGatewayRouteTableRow table, string destination) =>
        Route(TransitGatewayRouting.Routes(at, table).First(path => path.Destination == destination));

    public static TransitGatewayPrefixListReference Reference(
        TransitGatewayRouteTableRow table, TransitGatewayStaticRoute reference, WorldView at)
    {
        var attachment = at.Find<TransitGatewayAttachmentRow>(reference.AttachmentId);
        var list = at.Find<PrefixListRow>(reference.Destination);
        return new()
        {
            TransitGatewayRouteTableId = table.Id,
            PrefixListId = reference.Destination,
            PrefixListOwnerId = list?.Owner ?? at.Account,
            State = TransitGatewayPrefixListReferenceState.Available,
            Blackhole = reference.AttachmentId is null,
            TransitGatewayAttachment = attachment is null
                ? null
                : new()
                {
                    TransitGatewayAttachmentId = attachment.Id,
                    ResourceType = attachment.Type,
                    ResourceId = attachment.ResourceId,
                },
        };
    }
}
