using Virga.Ec2.Tags;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpnGateways;

/// <summary>How virtual private gateways are found and shown.</summary>
internal static class VpnGatewayView
{
    public static VpnGatewayRow Live(WorldView at, string? id)
    {
        var row = at.Named<VpnGatewayRow>(id);
        return row.State == VpnState.Deleted ? throw VpnGatewayRow.Kind.NotFound!(row.Id) : row;
    }

    public static VpnGateway Of(VpnGatewayRow row, WorldView at) => new()
    {
        VpnGatewayId = row.Id,
        State = row.State,
        Type = GatewayType.Ipsec1,
        AmazonSideAsn = row.AmazonSideAsn,
        VpcAttachments = row.VpcId is null ? [] : [new() { VpcId = row.VpcId, State = row.AttachmentState }],
        Tags = at.TagsOf(row.Id),
    };
}
