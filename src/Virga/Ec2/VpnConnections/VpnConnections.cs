using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.TransitGateways;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpnConnections;

/// <summary>How VPN connections are found, changed and checked.</summary>
internal static class VpnConnections
{
    public static VpnConnectionRow Live(WorldView at, string? id)
    {
        var row = at.Named<VpnConnectionRow>(id);
        return row.IsOver ? throw VpnConnectionRow.Kind.NotFound!(row.Id) : row;
    }

    public static VpnConnectionRow Open(WorldView at, string? id)
    {
        var row = Live(at, id);
        return row.IsOpen ? row : throw Ec2Errors.IncorrectState($"The VPN connection {row.Id} is {row.State}.");
    }

    /// <summary>The tunnel with an outside address, by position.</summary>
    public static int Tunnel(VpnConnectionRow row, string? outsideAddress)
    {
        for (var i = 0; i < row.Tunnels.Count; i++)
            if (row.Tunnels[i].OutsideAddress == outsideAddress) return i;
        throw CommonErrors.InvalidParameterValue(
            $"Value ({outsideAddress}) for parameter VpnTunnelOutsideIpAddress is invalid: {row.Id} has no such "
            + "tunnel.");
    }

    /// <summary>The connection in <c>modifying</c>, available after AWS's time.</summary>
    public static VpnConnectionRow Modify(Change change, VpnConnectionRow row)
    {
        row = change.Put(row with { State = "modifying" });
        change.Later<VpnConnectionSettles>(TransitGatewayRules.Delay, row.Id);
        return row;
    }

    /// <summary>A block of IPv4 in its canonical form.</summary>
    public static string Block(string text, string parameter) => Cidr.TryParse(text, out var block)
        ? block.Canonical.ToString()
        : throw CommonErrors.InvalidParameterValue(
            $"Value ({text}) for parameter {parameter} is invalid. This is not a valid CIDR block.");

    /// <summary>A block of IPv6 in its canonical form.</summary>
    public static string Block6(string text, string parameter) => Ipv6Cidr.TryParse(text, out var block)
        ? block.Canonical.ToString()
        : throw CommonErrors.InvalidParameterValue(
            $"Value ({text}) for parameter {parameter} is invalid. This is not a valid IPv6 CIDR block.");
}

/// <summary>A VPN connection reaches the state that it is on its way to.</summary>
internal sealed class VpnConnectionSettles : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<VpnConnectionRow>(subject) is not { } row) return;
        if (row.State is "pending" or "modifying") change.Put(row with { State = VpnState.Available });
        if (row.State != VpnState.Deleting) return;
        foreach (var tunnel in row.Tunnels) PublicAddresses.Release(change, tunnel.OutsideAddress);
        change.Put(row with { State = VpnState.Deleted, Routes = [] });
        change.Expire<VpnConnectionFades>(TransitGatewayRules.Visible, row.Id);
    }
}

/// <summary>A deleted connection disappears from listings.</summary>
internal sealed class VpnConnectionFades : ITransition
{
    public static void Run(Change change, string subject) => change.Remove<VpnConnectionRow>(subject);
}
