using Virga.Ec2.TransitGateways;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayAttachments;

/// <summary>Deletes a tunnel of a connect attachment.</summary>
internal sealed class DeleteTransitGatewayConnectPeer
    : IMutation<DeleteTransitGatewayConnectPeerRequest, DeleteTransitGatewayConnectPeerResult>
{
    public static DeleteTransitGatewayConnectPeerResult Run(
        DeleteTransitGatewayConnectPeerRequest input, Change change)
    {
        var row = change.Named<TransitGatewayConnectPeerRow>(input.TransitGatewayConnectPeerId);
        if (row.IsOver) throw TransitGatewayConnectPeerRow.Kind.NotFound!(row.Id);
        row = change.Put(row with { State = TransitGatewayConnectPeerState.Deleting });
        change.Later<ConnectPeerSettles>(TransitGatewayRules.Delay, row.Id);
        return new() { TransitGatewayConnectPeer = ConnectPeerView.Of(row, change) };
    }
}
