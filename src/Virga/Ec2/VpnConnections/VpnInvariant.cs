using Virga.Ec2.CustomerGateways;
using Virga.Ec2.RouteTables;
using Virga.Ec2.TransitGatewayAttachments;
using Virga.Ec2.VpnGateways;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpnConnections;

/// <summary>VPN connections and their gateways, attachments and addresses exist together.</summary>
internal sealed class VpnInvariant : IInvariant
{
    public static IEnumerable<string> Check(WorldView at)
    {
        var inside = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in at.Rows<VpnConnectionRow>())
        {
            if (row.IsOver) continue;
            if (at.Find<CustomerGatewayRow>(row.CustomerGatewayId) is not { State: "available" })
                yield return $"{row.Id} has no customer gateway.";
            if (row.VpnGatewayId is not null && at.Find<VpnGatewayRow>(row.VpnGatewayId) is not { State: "available" })
                yield return $"{row.Id} has no virtual private gateway.";
            if (row.AttachmentId is not null && at.Find<TransitGatewayAttachmentRow>(row.AttachmentId) is null)
                yield return $"{row.Id} has no attachment.";
            foreach (var block in row.Tunnels.Select(one => one.InsideCidr).OfType<string>())
                if (!inside.Add(block)) yield return $"The block {block} is inside of two tunnels.";
        }

        foreach (var table in at.Rows<RouteTableRow>())
            foreach (var id in table.PropagatingVgws)
                if (at.Find<VpnGatewayRow>(id)?.VpcId != table.VpcId)
                    yield return $"{table.Id} learns from {id}, which is elsewhere.";
    }
}
