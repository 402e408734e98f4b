using Virga.State;

namespace Virga.Ec2.RouteTables;

/// <summary>
/// A route table with its routes and associations. The local routes are derived from the VPC's blocks.
/// </summary>
internal sealed record RouteTableRow(string Id) : Row(Id), IRow<RouteTableRow>
{
    public static RowKind<RouteTableRow> Kind { get; } = new("route-table")
    {
        Prefix = "rtb",
        ResourceType = "route-table",
        NotFound = Ec2Errors.NotFound("InvalidRouteTableID", "routeTable ID"),
        Malformed = Ec2Errors.Malformed("InvalidRouteTableId", "rtb"),
    };

    /// <summary>Tables by VPC.</summary>
    public static Index<RouteTableRow> ByVpc { get; } = Kind.Index(table => table.VpcId);

    /// <summary>Tables by the subnets and gateways that are associated with them.</summary>
    public static Index<RouteTableRow> ByAssociated { get; } =
        Kind.IndexMany(table => table.Associations.Select(one => one.SubnetId ?? one.GatewayId).OfType<string>());

    public required string VpcId { get; init; }

    public IReadOnlyList<RouteRow> Routes { get; init; } = [];

    public IReadOnlyList<RouteTableAssociation> Associations { get; init; } = [];

    /// <summary>Virtual private gateways that propagate their routes into this table.</summary>
    public IReadOnlyList<string> PropagatingVgws { get; init; } = [];
}

/// <summary>
/// A route that the user made or a gateway propagated. Exactly one destination and one target are set.
/// </summary>
internal sealed record RouteRow
{
    /// <summary>An IPv4 block, an IPv6 block, or a prefix list id.</summary>
    public required string Destination { get; init; }

    /// <summary>
    /// The target's id; its prefix says what it is (<c>igw-</c>, <c>nat-</c>, <c>eni-</c>, <c>pcx-</c> …).
    /// </summary>
    public required string Target { get; init; }

    /// <summary>The instance that was named as the target; the interface is then <see cref="Target"/>.</summary>
    public string? InstanceId { get; init; }

    /// <summary><c>CreateRoute</c> or <c>EnableVgwRoutePropagation</c>.</summary>
    public string Origin { get; init; } = "CreateRoute";
}

/// <summary>An association of a table: main, with a subnet, or with a gateway.</summary>
internal sealed record RouteTableAssociation(string Id, bool IsMain, string? SubnetId, string? GatewayId);
