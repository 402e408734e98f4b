using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayAttachments;

/// <summary>Lists connect peers.</summary>
internal sealed class DescribeTransitGatewayConnectPeers
    : IQuery<DescribeTransitGatewayConnectPeersRequest, DescribeTransitGatewayConnectPeersResult>
{
    private static readonly Listing<TransitGatewayConnectPeerRow, TransitGatewayConnectPeer> Listing = new()
    {
        View = ConnectPeerView.Of,
        Filters = new()
        {
            { "state", one => one.State },
            { "transit-gateway-attachment-id", one => one.TransitGatewayAttachmentId },
            { "transit-gateway-connect-peer-id", one => one.TransitGatewayConnectPeerId },
        },
    };

    public static DescribeTransitGatewayConnectPeersResult Run(
        DescribeTransitGatewayConnectPeersRequest input, WorldView at)
    {
        var page = Listing.Page(
            at, input.TransitGatewayConnectPeerIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { TransitGatewayConnectPeers = page.Items, NextToken = page.NextToken };
    }
}
