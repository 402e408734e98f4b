using Virga.State;

namespace Virga.Ec2.VpcEndpoints;

/// <summary>An endpoint of a service in a VPC: a gateway in route tables, or interfaces in subnets.</summary>
internal sealed record VpcEndpointRow(string Id) : Row(Id), IRow<VpcEndpointRow>
{
    public static RowKind<VpcEndpointRow> Kind { get; } = new("vpc-endpoint")
    {
        Prefix = "vpce",
        ResourceType = "vpc-endpoint",
        NotFound = Ec2Errors.NotFound("InvalidVpcEndpointId", "Vpc Endpoint Id"),
        Malformed = Ec2Errors.Malformed("InvalidVpcEndpointId", "vpce"),
    };

    /// <summary>Endpoints by VPC.</summary>
    public static Index<VpcEndpointRow> ByVpc { get; } = Kind.Index(endpoint => endpoint.VpcId);

    /// <summary>Gateway endpoints by the route tables that lead to them.</summary>
    public static Index<VpcEndpointRow> ByRouteTable { get; } = Kind.IndexMany(endpoint => endpoint.RouteTableIds);

    public required string VpcId { get; init; }

    /// <summary><c>Gateway</c>, <c>Interface</c> or <c>GatewayLoadBalancer</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Such as <c>com.amazonaws.us-east-1.s3</c>.</summary>
    public required string ServiceName { get; init; }

    /// <summary><c>pending</c>, <c>available</c>, <c>pendingAcceptance</c>, <c>deleting</c> …</summary>
    public required string State { get; init; }

    public required DateTimeOffset CreationTimestamp { get; init; }

    public string? PolicyDocument { get; init; }

    public IReadOnlyList<string> RouteTableIds { get; init; } = [];

    public IReadOnlyList<string> SubnetIds { get; init; } = [];

    public IReadOnlyList<string> GroupIds { get; init; } = [];

    /// <summary>One interface for each subnet, in their order.</summary>
    public IReadOnlyList<string> NetworkInterfaceIds { get; init; } = [];

    /// <summary>The prefix list that a gateway endpoint's routes lead to.</summary>
    public string? PrefixListId { get; init; }

    public bool IsPrivateDnsEnabled { get; init; }

    /// <summary><c>ipv4</c>, <c>dualstack</c> or <c>ipv6</c>.</summary>
    public string IpAddressType { get; init; } = "ipv4";

    /// <summary><c>ipv4</c>, <c>dualstack</c>, <c>ipv6</c> or <c>service-defined</c>.</summary>
    public string DnsRecordIpType { get; init; } = "ipv4";

    /// <summary>The random part of its DNS names.</summary>
    public string DnsSuffix { get; init; } = "";
}
