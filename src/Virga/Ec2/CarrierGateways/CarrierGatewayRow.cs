using Virga.Ec2.RouteTables;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CarrierGateways;

/// <summary>A carrier gateway of a VPC. There is no carrier's network here: what is sent to it is lost.</summary>
internal sealed record CarrierGatewayRow(string Id) : Row(Id), IRow<CarrierGatewayRow>, IRouteTarget
{
    public static RowKind<CarrierGatewayRow> Kind { get; } =
        new("carrier-gateway")
        {
            Prefix = "cagw",
            ResourceType = "carrier-gateway",
            NotFound = Ec2Errors.NotFound("InvalidCarrierGatewayID", "carrierGateway ID"),
            Malformed = Ec2Errors.Malformed("InvalidCarrierGatewayID", "cagw"),
        };

    /// <summary>Gateways by VPC.</summary>
    public static Index<CarrierGatewayRow> ByVpc { get; } = Kind.Index(one => one.VpcId);

    public required string VpcId { get; init; }

    public required string State { get; init; }

    public bool IsOpenTo(WorldView at, string vpcId) => VpcId == vpcId && State is "available" or "pending";
}
