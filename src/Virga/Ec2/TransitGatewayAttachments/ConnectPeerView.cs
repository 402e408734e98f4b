using Virga.Ec2.Tags;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayAttachments;

/// <summary>
/// A connect peer as AWS shows it: two BGP sessions each way, which are down, since nobody speaks BGP here.
/// </summary>
internal static class ConnectPeerView
{
    public static TransitGatewayConnectPeer Of(TransitGatewayConnectPeerRow row, WorldView at) => new()
    {
        TransitGatewayConnectPeerId = row.Id,
        TransitGatewayAttachmentId = row.AttachmentId,
        State = row.State,
        CreationTime = row.CreationTime,
        ConnectPeerConfiguration = new()
        {
            TransitGatewayAddress = row.TransitGatewayAddress,
            PeerAddress = row.PeerAddress,
            InsideCidrBlocks = [.. row.InsideCidrBlocks],
            Protocol = ProtocolValue.Gre,
            BgpConfigurations = [.. row.InsideCidrBlocks.SelectMany(block => Sessions(row, block))],
        },
        Tags = at.TagsOf(row.Id),
    };

    /// <summary>The first address of a block is the appliance's, the next two are the gateway's.</summary>
    private static IEnumerable<TransitGatewayAttachmentBgpConfiguration> Sessions(
        TransitGatewayConnectPeerRow row, string block)
    {
        string Address(int offset) => Cidr.TryParse(block, out var ipv4)
            ? Cidr.AddressText(ipv4.First + (uint)offset)
            : Ipv6Cidr.AddressText(Ipv6Cidr.Parse(block).First + (UInt128)offset);
        for (var i = 2; i <= 3; i++)
            yield return new()
            {
                TransitGatewayAsn = row.GatewayAsn,
                PeerAsn = row.PeerAsn,
                TransitGatewayAddress = Address(i),
                PeerAddress = Address(1),
                BgpStatus = BgpStatus.Down,
            };
    }
}
