using Virga.State;

namespace Virga.Ec2.ClientVpnEndpoints;

/// <summary>
/// A Client VPN endpoint with its target networks, routes and authorization rules. Nothing listens at its name: there
/// is no OpenVPN server behind it.
/// </summary>
internal sealed record ClientVpnEndpointRow(string Id) : Row(Id), IRow<ClientVpnEndpointRow>
{
    public static RowKind<ClientVpnEndpointRow> Kind { get; } = new("client-vpn-endpoint")
    {
        Prefix = "cvpn-endpoint",
        ResourceType = "client-vpn-endpoint",
        NotFound = id => new Service.AwsException(
            "InvalidClientVpnEndpointId.NotFound", $"Endpoint {id} does not exist"),
        Malformed = Ec2Errors.Malformed("InvalidClientVpnEndpointId", "cvpn-endpoint"),
    };

    /// <summary>Set while it goes; otherwise the state follows from the target networks.</summary>
    public bool IsDeleting { get; init; }

    public required DateTimeOffset Created { get; init; }

    public string? Description { get; init; }

    /// <summary>Where clients' addresses come from; null for IPv6 traffic only.</summary>
    public string? ClientBlock { get; init; }

    public IReadOnlyList<string> DnsServers { get; init; } = [];

    public bool IsSplitTunnel { get; init; }

    public string Transport { get; init; } = "udp";

    public int Port { get; init; } = 443;

    public required string ServerCertificateArn { get; init; }

    public IReadOnlyList<ClientVpnAuthenticationMethod> Methods { get; init; } = [];

    /// <summary>Whether connections would be logged, and where.</summary>
    public bool IsLogged { get; init; }

    public string? LogGroup { get; init; }

    public string? LogStream { get; init; }

    public string? VpcId { get; init; }

    public IReadOnlyList<string> GroupIds { get; init; } = [];

    public bool HasPortal { get; init; }

    /// <summary>A function that would be asked at each connection.</summary>
    public bool AsksHandler { get; init; }

    public string? HandlerArn { get; init; }

    public int SessionHours { get; init; } = 24;

    public bool HasBanner { get; init; }

    public string? Banner { get; init; }

    public bool EnforcesRoutes { get; init; }

    public bool DisconnectsAtTimeout { get; init; }

    /// <summary><c>ipv4</c>, <c>ipv6</c> or <c>dual-stack</c>.</summary>
    public string EndpointIpType { get; init; } = "ipv4";

    public string TrafficIpType { get; init; } = "ipv4";

    /// <summary>The list of revoked certificates, as PEM.</summary>
    public string? RevocationList { get; init; }

    public IReadOnlyList<ClientVpnTarget> Targets { get; init; } = [];

    public IReadOnlyList<ClientVpnRouteFact> Routes { get; init; } = [];

    public IReadOnlyList<ClientVpnRule> Rules { get; init; } = [];
}

/// <summary>How clients prove who they are; a type and the name of who knows them.</summary>
internal sealed record ClientVpnAuthenticationMethod(string Type, string Name, string? SelfServiceName);

/// <summary>A subnet that clients get into, by an interface of the endpoint's in it.</summary>
internal sealed record ClientVpnTarget(string Id, string SubnetId, string InterfaceId, string State);

/// <summary>A route of clients by a target network.</summary>
/// <param name="Origin"><c>associate</c> for the VPC's own, <c>add-route</c> for a user's.</param>
internal sealed record ClientVpnRouteFact(
    string Block, string SubnetId, string Origin, string? Description, string State);

/// <summary>Who of the clients gets to a block; no group is everybody.</summary>
internal sealed record ClientVpnRule(string Block, string? GroupId, string? Description, string State);
