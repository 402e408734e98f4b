using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpnConnections;

/// <summary>Would renew a tunnel's certificate; tunnels here have keys, since there are no certificates.</summary>
internal sealed class ModifyVpnTunnelCertificate
    : IMutation<ModifyVpnTunnelCertificateRequest, ModifyVpnTunnelCertificateResult>
{
    public static ModifyVpnTunnelCertificateResult Run(ModifyVpnTunnelCertificateRequest input, Change change)
    {
        var row = VpnConnections.Open(change, input.VpnConnectionId);
        VpnConnections.Tunnel(row, input.VpnTunnelOutsideIpAddress);
        throw new AwsException(
            "UnsupportedOperation", $"The VPN connection {row.Id} does not authenticate with certificates.");
    }
}
