using System.Text.Json.Serialization;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CustomerGateways;

/// <summary>A customer gateway: the far end of a VPN.</summary>
internal sealed record CustomerGatewayRow(string Id) : Row(Id), IRow<CustomerGatewayRow>
{
    public static RowKind<CustomerGatewayRow> Kind { get; } =
        new("customer-gateway")
        {
            Prefix = "cgw",
            ResourceType = "customer-gateway",
            NotFound = Ec2Errors.NotFound("InvalidCustomerGatewayID", "customerGateway ID"),
            Malformed = Ec2Errors.Malformed("InvalidCustomerGatewayId", "cgw"),
        };

    /// <summary><c>available</c>, <c>deleted</c>.</summary>
    public required string State { get; init; }

    public required string IpAddress { get; init; }

    public required long BgpAsn { get; init; }

    public string? DeviceName { get; init; }

    /// <summary>AWS shows a number beyond 32 bits' sign in a member of its own.</summary>
    [JsonIgnore]
    public bool IsExtendedAsn => BgpAsn > int.MaxValue;
}
