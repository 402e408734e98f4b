using System.Net;
using Virga.Ec2.PrefixLists;
using Virga.Ec2.TransitGatewayAttachments;
using Virga.Ec2.TransitGatewayRouteTables;
using Virga.Ec2.TransitGateways;
using Virga.Ec2.Vpcs;
using Virga.State;

namespace Virga.Network.Desired;

/// <summary>
/// Transit gateways with their VPC attachments and their tables. Routes to attachments of other kinds (peerings, VPNs,
/// connects) are there and lead to no attachment, which is a blackhole.
/// </summary>
internal static class DesiredTransit
{
    private const string Associated = "associated";

    public static readonly RowKind[] Reads =
    [
        TransitGatewayRow.Kind, TransitGatewayAttachmentRow.Kind, TransitGatewayRouteTableRow.Kind, PrefixListRow.Kind,
    ];

    /// <summary>VPCs of other accounts may be attached, and what propagates is their blocks.</summary>
    public static readonly RowKind[] ReadsElsewhere = [VpcRow.Kind];

    public static IEnumerable<FabricTransitGateway> Of(Source source, Memory<FabricTransitGateway> memory) =>
        source.Rows<TransitGatewayRow>().Where(gateway => !gateway.IsGone).Select(gateway => Gateway(source, gateway));

    private static FabricTransitGateway Gateway(Source source, TransitGatewayRow gateway) => new()
    {
        Id = gateway.Id,
        Index = checked((int)gateway.Sequence),
        Attachments = source.Rows<TransitGatewayAttachmentRow>()
            .By(TransitGatewayAttachmentRow.ByTransitGateway, gateway.Id)
            .Where(IsReal)
            .Select(attachment => new FabricTransitAttachment(
                attachment.Id, checked((int)attachment.Sequence), attachment.ResourceId,
                attachment.Association is { State: Associated } association ? association.RouteTableId : ""))
            .ToValueList(),
        RouteTables = source.Rows<TransitGatewayRouteTableRow>()
            .By(TransitGatewayRouteTableRow.ByTransitGateway, gateway.Id)
            .Select(table => new FabricTransitRouteTable(
                table.Id, checked((int)table.Sequence), Routes(source, table)))
            .ToValueList(),
    };

    private static bool IsReal(TransitGatewayAttachmentRow attachment) => attachment is { Type: "vpc", IsOpen: true };

    private static ValueList<FabricTransitRoute> Routes(Source source, TransitGatewayRouteTableRow table) =>
        TransitGatewayRouting.Routes(source.View, table)
            .Select(path => new FabricTransitRoute(
                IPNetwork.Parse(path.Destination),
                path.Attachment is { } attachment && IsReal(attachment) ? attachment.Id : ""))
            .OrderBy(route => route.Destination.ToString(), StringComparer.Ordinal)
            .ToValueList();
}
