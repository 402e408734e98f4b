using Virga.Ec2.TransitGatewayAttachments;
using Virga.Ec2.TransitGatewayRouteTables;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGateways;

/// <summary>Changes a transit gateway's options.</summary>
internal sealed class ModifyTransitGateway : IMutation<ModifyTransitGatewayRequest, ModifyTransitGatewayResult>
{
    public static ModifyTransitGatewayResult Run(ModifyTransitGatewayRequest input, Change change)
    {
        var row = TransitGatewayRules.Usable(change, input.TransitGatewayId);
        var options = input.Options ?? new();
        if (options.EncryptionSupport == "enable")
            throw new AwsException("UnsupportedOperation", "Virga does not encrypt what passes a transit gateway.");
        row = Tables(change, row, options) with
        {
            State = TransitGatewayState.Modifying,
            Description = input.Description ?? row.Description,
            AmazonSideAsn = options.AmazonSideAsn is { } asn ? Asn(change, row, asn) : row.AmazonSideAsn,
            CidrBlocks = Blocks(change, row, options),
            AcceptsSharedAttachments =
                TransitGatewayRules.Read(options.AutoAcceptSharedAttachments, row.AcceptsSharedAttachments),
            HasVpnEcmpSupport = TransitGatewayRules.Read(options.VpnEcmpSupport, row.HasVpnEcmpSupport),
            HasDnsSupport = TransitGatewayRules.Read(options.DnsSupport, row.HasDnsSupport),
            HasSecurityGroupReferencingSupport = TransitGatewayRules.Read(
                options.SecurityGroupReferencingSupport, row.HasSecurityGroupReferencingSupport),
        };
        change.Put(row);
        change.Later<TransitGatewaySettles>(TransitGatewayRules.Delay, row.Id);
        return new() { TransitGateway = TransitGatewayView.Of(row, change) };
    }

    private static TransitGatewayRow Tables(Change change, TransitGatewayRow row, ModifyTransitGatewayOptions options)
    {
        var associates = TransitGatewayRules.Read(options.DefaultRouteTableAssociation, row.AssociatesByDefault);
        var propagates = TransitGatewayRules.Read(options.DefaultRouteTablePropagation, row.PropagatesByDefault);
        return row with
        {
            AssociatesByDefault = associates,
            PropagatesByDefault = propagates,
            AssociationDefaultRouteTableId = associates
                ? Default(change, row, options.AssociationDefaultRouteTableId, row.AssociationDefaultRouteTableId)
                : null,
            PropagationDefaultRouteTableId = propagates
                ? Default(change, row, options.PropagationDefaultRouteTableId, row.PropagationDefaultRouteTableId)
                : null,
        };
    }

    private static string Default(Change change, TransitGatewayRow row, string? wanted, string? before)
    {
        if (wanted is null) return before ?? NewTransitGatewayRouteTable.Make(change, row.Id).Id;
        var table = TransitGatewayRouteTableRules.Usable(change, wanted);
        return table.GatewayId == row.Id
            ? table.Id
            : throw TransitGatewayRouteTableRow.Kind.NotFound!(table.Id);
    }

    /// <summary>The ASN stays once something speaks BGP with the gateway (API Reference).</summary>
    private static long Asn(Change change, TransitGatewayRow row, long asn)
    {
        var hasPeers = change.Rows<TransitGatewayAttachmentRow>()
            .By(TransitGatewayAttachmentRow.ByTransitGateway, row.Id)
            .Any(one => !one.IsOver && one.Type is "vpn" or "connect");
        return hasPeers && asn != row.AmazonSideAsn
            ? throw Ec2Errors.IncorrectState($"{row.Id} has attachments that use its Amazon side ASN")
            : TransitGatewayRules.Asn(asn);
    }

    private static List<string> Blocks(Change change, TransitGatewayRow row, ModifyTransitGatewayOptions options)
    {
        var removed = TransitGatewayRules.Blocks(options.RemoveTransitGatewayCidrBlocks ?? []);
        foreach (var peer in change.Rows<TransitGatewayConnectPeerRow>())
        {
            var isUsed = !peer.IsOver && removed.Any(block => Cidr.TryParse(block, out var ipv4)
                && Cidr.TryParseAddress(peer.TransitGatewayAddress, out var address) && ipv4.Contains(address));
            var attachment = change.Find<TransitGatewayAttachmentRow>(peer.AttachmentId);
            if (isUsed && attachment?.TransitGatewayId == row.Id)
                throw Ec2Errors.IncorrectState($"A block of {row.Id} is used by {peer.Id}");
        }

        var added = TransitGatewayRules.Blocks(options.AddTransitGatewayCidrBlocks ?? []);
        return [.. row.CidrBlocks.Except(removed).Union(added)];
    }
}
