using Virga.Ec2.Tags;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpnConnections;

/// <summary>A VPN connection as AWS shows it.</summary>
internal static class VpnConnectionView
{
    public static VpnConnection Of(VpnConnectionRow row, WorldView at) => new()
    {
        VpnConnectionId = row.Id,
        State = row.State,
        Type = GatewayType.Ipsec1,
        Category = "VPN",
        CustomerGatewayId = row.CustomerGatewayId,
        VpnGatewayId = row.VpnGatewayId,
        TransitGatewayId = row.TransitGatewayId,
        VpnConcentratorId = row.ConcentratorId,
        GatewayAssociationState = (row.VpnGatewayId ?? row.TransitGatewayId ?? row.ConcentratorId) is null
            ? GatewayAssociationState.NotAssociated
            : GatewayAssociationState.Associated,
        CustomerGatewayConfiguration = row.IsOver ? null : VpnConfiguration.Xml(row, at),
        Options = new()
        {
            EnableAcceleration = row.IsAccelerated,
            StaticRoutesOnly = row.IsStatic,
            LocalIpv4NetworkCidr = row.LocalIpv4Cidr,
            RemoteIpv4NetworkCidr = row.RemoteIpv4Cidr,
            LocalIpv6NetworkCidr = row.LocalIpv6Cidr,
            RemoteIpv6NetworkCidr = row.RemoteIpv6Cidr,
            OutsideIpAddressType = "PublicIpv4",
            TunnelInsideIpVersion = row.TunnelInsideIpVersion,
            TunnelBandwidth = row.TunnelBandwidth,
            TunnelOptions = [.. row.Tunnels.Select(Tunnel)],
        },
        Routes = [.. row.Routes.Select(Route)],
        VgwTelemetry = row.IsOver ? [] : [.. row.Tunnels.Select(Telemetry)],
        Tags = at.TagsOf(row.Id),
    };

    private static TunnelOption Tunnel(VpnTunnel row) => new()
    {
        OutsideIpAddress = row.OutsideAddress,
        TunnelInsideCidr = row.InsideCidr,
        TunnelInsideIpv6Cidr = row.InsideIpv6Cidr,
        PreSharedKey = row.PreSharedKey,
        Phase1LifetimeSeconds = row.Phase1LifetimeSeconds,
        Phase2LifetimeSeconds = row.Phase2LifetimeSeconds,
        RekeyMarginTimeSeconds = row.RekeyMarginTimeSeconds,
        RekeyFuzzPercentage = row.RekeyFuzzPercentage,
        ReplayWindowSize = row.ReplayWindowSize,
        DpdTimeoutSeconds = row.DpdTimeoutSeconds,
        DpdTimeoutAction = row.DpdTimeoutAction,
        StartupAction = row.StartupAction,
        EnableTunnelLifecycleControl = row.HasLifecycleControl,
        Phase1EncryptionAlgorithms = List(
            row.Phase1.Encryption, one => new Phase1EncryptionAlgorithmsListValue { Value = one }),
        Phase2EncryptionAlgorithms = List(
            row.Phase2.Encryption, one => new Phase2EncryptionAlgorithmsListValue { Value = one }),
        Phase1IntegrityAlgorithms = List(
            row.Phase1.Integrity, one => new Phase1IntegrityAlgorithmsListValue { Value = one }),
        Phase2IntegrityAlgorithms = List(
            row.Phase2.Integrity, one => new Phase2IntegrityAlgorithmsListValue { Value = one }),
        Phase1DHGroupNumbers = List(row.Phase1.Groups, one => new Phase1DHGroupNumbersListValue { Value = one }),
        Phase2DHGroupNumbers = List(row.Phase2.Groups, one => new Phase2DHGroupNumbersListValue { Value = one }),
        IkeVersions = List(row.IkeVersions, one => new IKEVersionsListValue { Value = one }),
    };

    private static List<TShape>? List<T, TShape>(IReadOnlyList<T> values, Func<T, TShape> shape) =>
        values.Count == 0 ? null : [.. values.Select(shape)];

    private static VpnStaticRoute Route(string destination) => new()
    {
        DestinationCidrBlock = destination,
        Source = VpnStaticRouteSource.Static,
        State = VpnState.Available,
    };

    private static VgwTelemetry Telemetry(VpnTunnel tunnel) => new()
    {
        AcceptedRouteCount = 0,
        LastStatusChange = tunnel.StatusChange,
        OutsideIpAddress = tunnel.OutsideAddress,
        Status = TelemetryStatus.DOWN,
        StatusMessage = "IPSEC IS DOWN",
    };
}
