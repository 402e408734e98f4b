using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpnConnections;

/// <summary>Changes which blocks a VPN connection carries.</summary>
internal sealed class ModifyVpnConnectionOptions
    : IMutation<ModifyVpnConnectionOptionsRequest, ModifyVpnConnectionOptionsResult>
{
    public static ModifyVpnConnectionOptionsResult Run(ModifyVpnConnectionOptionsRequest input, Change change)
    {
        var row = VpnConnections.Open(change, input.VpnConnectionId);
        row = VpnConnections.Modify(change, row with
        {
            LocalIpv4Cidr = VpnConnections.Block(
                input.LocalIpv4NetworkCidr ?? row.LocalIpv4Cidr, "LocalIpv4NetworkCidr"),
            RemoteIpv4Cidr = VpnConnections.Block(
                input.RemoteIpv4NetworkCidr ?? row.RemoteIpv4Cidr, "RemoteIpv4NetworkCidr"),
            LocalIpv6Cidr = input.LocalIpv6NetworkCidr is { } local
                ? VpnConnections.Block6(local, "LocalIpv6NetworkCidr")
                : row.LocalIpv6Cidr,
            RemoteIpv6Cidr = input.RemoteIpv6NetworkCidr is { } remote
                ? VpnConnections.Block6(remote, "RemoteIpv6NetworkCidr")
                : row.RemoteIpv6Cidr,
            TunnelBandwidth = input.TunnelBandwidth ?? row.TunnelBandwidth,
        });
        return new() { VpnConnection = VpnConnectionView.Of(row, change) };
    }
}
