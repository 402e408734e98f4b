using System.Text;
using Virga.Ec2.CustomerGateways;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpnConnections;

/// <summary>A configuration for people to follow, from the connection's own values.</summary>
internal sealed class GetVpnConnectionDeviceSampleConfiguration
    : IQuery<GetVpnConnectionDeviceSampleConfigurationRequest, GetVpnConnectionDeviceSampleConfigurationResult>
{
    public static GetVpnConnectionDeviceSampleConfigurationResult Run(
        GetVpnConnectionDeviceSampleConfigurationRequest input, WorldView at)
    {
        var row = VpnConnections.Live(at, input.VpnConnectionId);
        if (input.VpnConnectionDeviceTypeId != GetVpnConnectionDeviceTypes.Generic)
            throw CommonErrors.InvalidParameterValue(
                $"Value ({input.VpnConnectionDeviceTypeId}) for parameter VpnConnectionDeviceTypeId is invalid.");
        var version = input.InternetKeyExchangeVersion ?? "ikev2";
        if (version is not ("ikev1" or "ikev2"))
            throw CommonErrors.InvalidParameterValue(
                $"Value ({version}) for parameter InternetKeyExchangeVersion is invalid.");
        return new() { VpnConnectionDeviceSampleConfiguration = Text(row, at, version) };
    }

    private static string Text(VpnConnectionRow row, WorldView at, string version)
    {
        var customer = at.Find<CustomerGatewayRow>(row.CustomerGatewayId);
        var text = new StringBuilder($"VPN connection {row.Id}, customer gateway {row.CustomerGatewayId}\n");
        for (var i = 0; i < row.Tunnels.Count; i++)
        {
            var tunnel = row.Tunnels[i];
            text.Append('\n').Append($"IPSec tunnel #{i + 1}\n")
                .Append($"  IKE version: {version}\n")
                .Append($"  Pre-shared key: {tunnel.PreSharedKey}\n")
                .Append($"  Outside addresses: customer gateway {customer?.IpAddress}, ")
                .Append($"virtual private gateway {tunnel.OutsideAddress}\n")
                .Append($"  Inside addresses: customer gateway {VpnConfiguration.Inside(tunnel, 2)}, ")
                .Append($"virtual private gateway {VpnConfiguration.Inside(tunnel, 1)}\n")
                .Append($"  Routing: {(row.IsStatic ? "static" : "BGP")}\n");
        }

        return text.ToString();
    }
}
