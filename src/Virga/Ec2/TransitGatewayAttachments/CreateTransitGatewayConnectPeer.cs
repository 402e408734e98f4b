using Virga.Ec2.Tags;
using Virga.Ec2.TransitGateways;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayAttachments;

/// <summary>Adds a tunnel to a connect attachment.</summary>
internal sealed class CreateTransitGatewayConnectPeer
    : IMutation<CreateTransitGatewayConnectPeerRequest, CreateTransitGatewayConnectPeerResult>
{
    /// <summary>Transit Gateways guide, "Quotas": connect peers per connect attachment.</summary>
    private const int MaxPeers = 4;

    public static CreateTransitGatewayConnectPeerResult Run(
        CreateTransitGatewayConnectPeerRequest input, Change change)
    {
        var attachment = AttachmentRules.Open(
            change, input.TransitGatewayAttachmentId, TransitGatewayAttachmentResourceType.Connect);
        var gateway = TransitGatewayRules.Usable(
            change.At(AttachmentSides.Gateway(change, attachment)), attachment.TransitGatewayId);
        var peers = change.Rows<TransitGatewayConnectPeerRow>()
            .Where(peer => peer.AttachmentId == attachment.Id && !peer.IsOver).ToList();
        if (peers.Count >= MaxPeers)
            throw Ec2Errors.LimitExceeded(
                "TransitGatewayConnectPeerLimitExceeded", "The maximum number of Connect peers has been reached.");
        var row = new TransitGatewayConnectPeerRow(change.NewId("tgw-connect-peer"))
        {
            AttachmentId = attachment.Id,
            State = TransitGatewayConnectPeerState.Pending,
            CreationTime = change.Now,
            TransitGatewayAddress = input.TransitGatewayAddress ?? Free(gateway, peers),
            PeerAddress = input.PeerAddress!,
            InsideCidrBlocks = Inside(input.InsideCidrBlocks ?? [], peers),
            GatewayAsn = gateway.AmazonSideAsn,
            PeerAsn = input.BgpOptions?.PeerAsn ?? gateway.AmazonSideAsn,
        };
        change.Put(row);
        change.TagNew(input.TagSpecifications, ResourceType.TransitGatewayConnectPeer, row.Id);
        change.Later<ConnectPeerSettles>(TransitGatewayRules.Delay, row.Id);
        return new() { TransitGatewayConnectPeer = ConnectPeerView.Of(row, change) };
    }

    /// <summary>The first address of the gateway's blocks that no peer of the attachment has.</summary>
    private static string Free(TransitGatewayRow gateway, List<TransitGatewayConnectPeerRow> peers)
    {
        foreach (var text in gateway.CidrBlocks)
        {
            if (!Cidr.TryParse(text, out var block)) continue;
            for (var i = 1u; i < block.Size - 1; i++)
            {
                var address = Cidr.AddressText(block.First + i);
                if (!peers.Exists(peer => peer.TransitGatewayAddress == address)) return address;
            }
        }

        throw CommonErrors.InvalidParameterValue(
            $"{gateway.Id} has no CIDR block with a free address for a Connect peer.");
    }

    /// <summary>
    /// Transit Gateways guide: a /29 of 169.254.0.0/16, and perhaps a /125 of fd00::/8, over no other.
    /// </summary>
    private static List<string> Inside(List<string> texts, List<TransitGatewayConnectPeerRow> peers)
    {
        if (texts.Count is < 1 or > 2) throw CommonErrors.MissingParameter("InsideCidrBlocks");
        var blocks = new List<string>();
        foreach (var text in texts)
        {
            var isIpv4 = Cidr.TryParse(text, out var ipv4) && ipv4.Length == 29 && ipv4.IsCanonical
                && Cidr.Parse("169.254.0.0/16").Contains(ipv4);
            var isIpv6 = Ipv6Cidr.TryParse(text, out var ipv6) && ipv6.Length == 125
                && Ipv6Cidr.Parse("fd00::/8").Contains(ipv6);
            if (!isIpv4 && !isIpv6)
                throw CommonErrors.InvalidParameterValue(
                    $"Value ({text}) for parameter InsideCidrBlocks is invalid. It must be a /29 of 169.254.0.0/16 "
                    + "or a /125 of fd00::/8.");
            var block = isIpv4 ? ipv4.ToString() : ipv6.Canonical.ToString();
            if (peers.Exists(peer => peer.InsideCidrBlocks.Contains(block)))
                throw CommonErrors.InvalidParameterValue($"The inside CIDR block {block} is already in use.");
            blocks.Add(block);
        }

        return blocks;
    }
}

/// <summary>A connect peer reaches the state that it is on its way to.</summary>
internal sealed class ConnectPeerSettles : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<TransitGatewayConnectPeerRow>(subject) is not { } row) return;
        if (row.State == TransitGatewayConnectPeerState.Pending)
            change.Put(row with { State = TransitGatewayConnectPeerState.Available });
        if (row.State != TransitGatewayConnectPeerState.Deleting) return;
        change.Put(row with { State = TransitGatewayConnectPeerState.Deleted });
        change.Expire<ConnectPeerFades>(TransitGatewayRules.Visible, row.Id);
    }
}

/// <summary>A deleted connect peer disappears from listings.</summary>
internal sealed class ConnectPeerFades : ITransition
{
    public static void Run(Change change, string subject) => change.Remove<TransitGatewayConnectPeerRow>(subject);
}
