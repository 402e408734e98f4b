using Virga.State;

namespace Virga.Ec2.EgressOnlyInternetGateways;

/// <summary>A gateway that lets IPv6 connections out and none in.</summary>
internal sealed record EgressOnlyInternetGatewayRow(string Id) : Row(Id), IRow<EgressOnlyInternetGatewayRow>
{
    public static RowKind<EgressOnlyInternetGatewayRow> Kind { get; } =
        new("egress-only-internet-gateway")
        {
            Prefix = "eigw",
            ResourceType = "egress-only-internet-gateway",
            NotFound = Ec2Errors.NotFound("InvalidGatewayID", "eigw ID"),
            Malformed = Ec2Errors.Malformed("InvalidEgressOnlyInternetGatewayId", "eigw"),
        };

    /// <summary>Gateways by VPC.</summary>
    public static Index<EgressOnlyInternetGatewayRow> ByVpc { get; } = Kind.Index(gateway => gateway.VpcId);

    public required string VpcId { get; init; }
}
