using Virga.State;

namespace Virga.Ec2.InternetGateways;

/// <summary>An internet gateway, attached to one VPC or to none.</summary>
internal sealed record InternetGatewayRow(string Id) : Row(Id), IRow<InternetGatewayRow>
{
    public static RowKind<InternetGatewayRow> Kind { get; } =
        new("internet-gateway")
        {
            Prefix = "igw",
            ResourceType = "internet-gateway",
            NotFound = Ec2Errors.NotFound("InvalidInternetGatewayID", "internetGateway ID"),
            Malformed = Ec2Errors.Malformed("InvalidInternetGatewayId", "igw"),
        };

    /// <summary>Gateways by the VPC that they are attached to.</summary>
    public static Index<InternetGatewayRow> ByVpc { get; } = Kind.Index(gateway => gateway.VpcId);

    public string? VpcId { get; init; }
}
