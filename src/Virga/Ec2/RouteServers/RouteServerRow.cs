using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RouteServers;

/// <summary>
/// A route server: would learn routes by BGP and put them into route tables. Nobody speaks BGP here, so it learns none.
/// </summary>
internal sealed record RouteServerRow(string Id) : Row(Id), IRow<RouteServerRow>
{
    public static RowKind<RouteServerRow> Kind { get; } = new("route-server")
    {
        Prefix = "rs",
        ResourceType = "route-server",
        NotFound = Ec2Errors.NotFound("InvalidRouteServerId", "route server ID"),
        Malformed = Ec2Errors.Malformed("InvalidRouteServerId", "rs"),
    };

    /// <summary>Servers by VPC.</summary>
    public static Index<RouteServerRow> ByVpc { get; } = Kind.Index(one => one.VpcId);

    public required string State { get; init; }

    public required long AmazonSideAsn { get; init; }

    public string PersistState { get; init; } = "disabled";

    /// <summary>In minutes.</summary>
    public long? PersistMinutes { get; init; }

    /// <summary>The VPC that it serves, one at most.</summary>
    public string? VpcId { get; init; }

    /// <summary>Route tables that it would fill.</summary>
    public IReadOnlyList<string> RouteTableIds { get; init; } = [];
}

/// <summary>Where appliances of a subnet reach a route server: an interface.</summary>
internal sealed record RouteServerEndpointRow(string Id) : Row(Id), IRow<RouteServerEndpointRow>
{
    public static RowKind<RouteServerEndpointRow> Kind { get; } =
        new("route-server-endpoint")
        {
            Prefix = "rse",
            ResourceType = "route-server-endpoint",
            NotFound = Ec2Errors.NotFound("InvalidRouteServerEndpointId", "route server endpoint ID"),
            Malformed = Ec2Errors.Malformed("InvalidRouteServerEndpointId", "rse"),
        };

    /// <summary>Endpoints by server.</summary>
    public static Index<RouteServerEndpointRow> ByServer { get; } = Kind.Index(one => one.ServerId);

    public required string ServerId { get; init; }

    public required string VpcId { get; init; }

    public required string SubnetId { get; init; }

    public required string InterfaceId { get; init; }

    public required string Address { get; init; }

    public required string State { get; init; }
}

/// <summary>An appliance that would tell an endpoint its routes.</summary>
internal sealed record RouteServerPeerRow(string Id) : Row(Id), IRow<RouteServerPeerRow>
{
    public static RowKind<RouteServerPeerRow> Kind { get; } =
        new("route-server-peer")
        {
            Prefix = "rsp",
            ResourceType = "route-server-peer",
            NotFound = Ec2Errors.NotFound("InvalidRouteServerPeerId", "route server peer ID"),
            Malformed = Ec2Errors.Malformed("InvalidRouteServerPeerId", "rsp"),
        };

    /// <summary>Peers by endpoint.</summary>
    public static Index<RouteServerPeerRow> ByEndpoint { get; } = Kind.Index(one => one.EndpointId);

    public required string EndpointId { get; init; }

    public required string PeerAddress { get; init; }

    public required long PeerAsn { get; init; }

    /// <summary><c>bgp-keepalive</c> or <c>bfd</c>.</summary>
    public required string Liveness { get; init; }

    public required string State { get; init; }
}
