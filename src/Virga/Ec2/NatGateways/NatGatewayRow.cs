using System.Text.Json.Serialization;
using Virga.State;

namespace Virga.Ec2.NatGateways;

/// <summary>A NAT gateway. Its addresses are those of its interface, and of the elastic addresses on it.</summary>
internal sealed record NatGatewayRow(string Id) : Row(Id), IRow<NatGatewayRow>
{
    public static RowKind<NatGatewayRow> Kind { get; } = new("natgateway")
    {
        Prefix = "nat",
        ResourceType = "natgateway",

        // Public reports: "The Nat Gateway nat-… was not found".
        NotFound = id => new Service.AwsException("NatGatewayNotFound", $"The Nat Gateway {id} was not found"),
        Malformed = id => new Service.AwsException("NatGatewayMalformed", $"The Nat Gateway ID {id} is malformed"),
    };

    /// <summary>Gateways by VPC.</summary>
    public static Index<NatGatewayRow> ByVpc { get; } = Kind.Index(nat => nat.VpcId);

    public required string VpcId { get; init; }

    public required string SubnetId { get; init; }

    /// <summary>Its interface; gone once the gateway is deleted.</summary>
    public required string NetworkInterfaceId { get; init; }

    /// <summary><c>public</c> or <c>private</c>.</summary>
    public required string ConnectivityType { get; init; }

    /// <summary><c>pending</c>, <c>available</c>, <c>deleting</c>, <c>deleted</c>.</summary>
    public required string State { get; init; }

    public required DateTimeOffset CreateTime { get; init; }

    public DateTimeOffset? DeleteTime { get; init; }

    /// <summary>The addresses as they were when the gateway was deleted: AWS goes on showing them.</summary>
    public IReadOnlyList<NatGatewayLastAddress> LastAddresses { get; init; } = [];

    [JsonIgnore]
    public bool IsGone => State is "deleting" or "deleted" or "failed";
}

/// <summary>An address that a deleted gateway had.</summary>
internal sealed record NatGatewayLastAddress(string PrivateIp, string? PublicIp, string? AllocationId, bool IsPrimary);
