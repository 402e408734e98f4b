using System.Text.Json.Serialization;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpnConnections;

/// <summary>
/// A VPN connection: a customer gateway with a virtual private gateway or a transit gateway, or with neither yet.
/// Nothing
/// answers at the tunnels' addresses: they are down.
/// </summary>
internal sealed record VpnConnectionRow(string Id) : Row(Id), IRow<VpnConnectionRow>
{
    public static RowKind<VpnConnectionRow> Kind { get; } =
        new("vpn-connection")
        {
            Prefix = "vpn",
            ResourceType = "vpn-connection",
            NotFound = Ec2Errors.NotFound("InvalidVpnConnectionID", "vpnConnection ID"),
            Malformed = Ec2Errors.Malformed("InvalidVpnConnectionID", "vpn"),
        };

    /// <summary><c>pending</c>, <c>available</c>, <c>modifying</c>, <c>deleting</c>, <c>deleted</c>.</summary>
    public required string State { get; init; }

    public required string CustomerGatewayId { get; init; }

    public string? VpnGatewayId { get; init; }

    public string? TransitGatewayId { get; init; }

    /// <summary>The concentrator that it is behind, by whose attachment its packets would come.</summary>
    public string? ConcentratorId { get; init; }

    /// <summary>The attachment to the transit gateway.</summary>
    public string? AttachmentId { get; init; }

    public bool IsAccelerated { get; init; }

    /// <summary>Whether routes are the user's rather than BGP's.</summary>
    public bool IsStatic { get; init; }

    public string LocalIpv4Cidr { get; init; } = "0.0.0.0/0";

    public string RemoteIpv4Cidr { get; init; } = "0.0.0.0/0";

    public string? LocalIpv6Cidr { get; init; }

    public string? RemoteIpv6Cidr { get; init; }

    public string TunnelInsideIpVersion { get; init; } = "ipv4";

    public string TunnelBandwidth { get; init; } = "standard";

    /// <summary>Blocks behind the customer gateway.</summary>
    public IReadOnlyList<string> Routes { get; init; } = [];

    /// <summary>Two, each with its own address.</summary>
    public required IReadOnlyList<VpnTunnel> Tunnels { get; init; }

    [JsonIgnore]
    public bool IsOpen => State is "available" or "modifying";

    [JsonIgnore]
    public bool IsOver => State == "deleted";
}

/// <summary>One tunnel; what is null was left to AWS.</summary>
internal sealed record VpnTunnel
{
    /// <summary>Our end's public address.</summary>
    public required string OutsideAddress { get; init; }

    /// <summary>A /30 of 169.254.0.0/16.</summary>
    public string? InsideCidr { get; init; }

    /// <summary>A /126 of fd00::/8.</summary>
    public string? InsideIpv6Cidr { get; init; }

    public required string PreSharedKey { get; init; }

    public int? Phase1LifetimeSeconds { get; init; }

    public int? Phase2LifetimeSeconds { get; init; }

    public int? RekeyMarginTimeSeconds { get; init; }

    public int? RekeyFuzzPercentage { get; init; }

    public int? ReplayWindowSize { get; init; }

    public int? DpdTimeoutSeconds { get; init; }

    public string? DpdTimeoutAction { get; init; }

    public string? StartupAction { get; init; }

    public bool? HasLifecycleControl { get; init; }

    /// <summary>Algorithms of the first phase: encryption, integrity, Diffie-Hellman groups.</summary>
    public VpnAlgorithms Phase1 { get; init; } = new([], [], []);

    public VpnAlgorithms Phase2 { get; init; } = new([], [], []);

    public IReadOnlyList<string> IkeVersions { get; init; } = [];

    public DateTimeOffset StatusChange { get; init; }
}

/// <summary>What a phase of IKE may use; empty lists for all that AWS offers.</summary>
internal sealed record VpnAlgorithms(
    IReadOnlyList<string> Encryption, IReadOnlyList<string> Integrity, IReadOnlyList<int> Groups);
