using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpnConnections;

/// <summary>Changes the options of one tunnel.</summary>
internal sealed class ModifyVpnTunnelOptions : IMutation<ModifyVpnTunnelOptionsRequest, ModifyVpnTunnelOptionsResult>
{
    public static ModifyVpnTunnelOptionsResult Run(ModifyVpnTunnelOptionsRequest input, Change change)
    {
        var row = VpnConnections.Open(change, input.VpnConnectionId);
        var position = VpnConnections.Tunnel(row, input.VpnTunnelOutsideIpAddress);
        if (input.PreSharedKeyStorage is not null and not "Standard")
            throw new AwsException("UnsupportedOperation", "Virga has no Secrets Manager to keep keys in.");
        var tunnels = row.Tunnels.ToArray();
        tunnels[position] = VpnTunnels.Modified(change, tunnels[position], input.TunnelOptions ?? new());
        row = VpnConnections.Modify(change, row with { Tunnels = tunnels });
        return new() { VpnConnection = VpnConnectionView.Of(row, change) };
    }
}
