using System.Text.Json.Serialization;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayAttachments;

/// <summary>A GRE tunnel of a connect attachment to an appliance.</summary>
internal sealed record TransitGatewayConnectPeerRow(string Id) : Row(Id), IRow<TransitGatewayConnectPeerRow>
{
    public static RowKind<TransitGatewayConnectPeerRow> Kind { get; } =
        new("transit-gateway-connect-peer")
        {
            Prefix = "tgw-connect-peer",
            ResourceType = "transit-gateway-connect-peer",
            NotFound = Ec2Errors.GoneOrAbsent("InvalidTransitGatewayConnectPeerID", "Transit Gateway Connect Peer"),
            Malformed = Ec2Errors.Malformed("InvalidTransitGatewayConnectPeerID", "tgw-connect-peer"),
        };

    public required string AttachmentId { get; init; }

    public required string State { get; init; }

    public required DateTimeOffset CreationTime { get; init; }

    /// <summary>The gateway's end of the tunnel.</summary>
    public required string TransitGatewayAddress { get; init; }

    /// <summary>The appliance's end of the tunnel.</summary>
    public required string PeerAddress { get; init; }

    /// <summary>Blocks for BGP inside of the tunnel: a /29 of IPv4, and perhaps a /125 of IPv6.</summary>
    public required IReadOnlyList<string> InsideCidrBlocks { get; init; }

    public required long GatewayAsn { get; init; }

    public required long PeerAsn { get; init; }

    [JsonIgnore]
    public bool IsOver => State is "deleting" or "deleted";
}
