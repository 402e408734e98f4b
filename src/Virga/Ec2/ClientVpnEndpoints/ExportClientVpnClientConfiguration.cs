using System.Text;
using Virga.State;
using Virga.Service;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ClientVpnEndpoints;

/// <summary>
/// What a client of OpenVPN is to be told. The server's certificate is in ACM, which is not here, so the block that
/// holds it on AWS is missing.
/// </summary>
internal sealed class ExportClientVpnClientConfiguration
    : IQuery<ExportClientVpnClientConfigurationRequest, ExportClientVpnClientConfigurationResult>
{
    public static ExportClientVpnClientConfigurationResult Run(
        ExportClientVpnClientConfigurationRequest input, WorldView at)
    {
        var row = at.Named<ClientVpnEndpointRow>(input.ClientVpnEndpointId);
        var text = new StringBuilder("client\ndev tun\n")
            .Append("proto ").Append(row.Transport).Append('\n')
            .Append("remote ").Append(ClientVpnView.DnsName(row, at)).Append(' ').Append(row.Port).Append('\n')
            .Append("remote-random-hostname\nresolv-retry infinite\nnobind\nremote-cert-tls server\n")
            .Append("cipher AES-256-GCM\nverb 3\n");
        foreach (var method in row.Methods)
        {
            if (method.Type == ClientVpnAuthenticationType.DirectoryServiceAuthentication)
                text.Append("auth-user-pass\n");
            if (method.Type == ClientVpnAuthenticationType.FederatedAuthentication)
                text.Append("auth-retry interact\nauth-federate\n");
        }

        return new() { ClientConfiguration = text.Append("reneg-sec 0\n").ToString() };
    }
}
