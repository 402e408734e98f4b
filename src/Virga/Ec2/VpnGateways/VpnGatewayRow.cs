using Virga.Ec2.RouteTables;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpnGateways;

/// <summary>A virtual private gateway, and the VPC that it is or was attached to.</summary>
internal sealed record VpnGatewayRow(string Id) : Row(Id), IRow<VpnGatewayRow>, IRouteTarget
{
    public static RowKind<VpnGatewayRow> Kind { get; } = new("vpn-gateway")
    {
        Prefix = "vgw",
        ResourceType = "vpn-gateway",
        NotFound = Ec2Errors.NotFound("InvalidVpnGatewayID", "vpnGateway ID"),
        Malformed = Ec2Errors.Malformed("InvalidVpnGatewayID", "vgw"),
    };

    /// <summary>Gateways by the VPC that they are attached to.</summary>
    public static Index<VpnGatewayRow> ByVpc { get; } =
        Kind.Index(one => one.AttachmentState == AttachmentStatus.Detached ? null : one.VpcId);

    /// <summary><c>available</c>, <c>deleted</c>.</summary>
    public required string State { get; init; }

    public required long AmazonSideAsn { get; init; }

    public string? AvailabilityZone { get; init; }

    public string? VpcId { get; init; }

    /// <summary><c>attaching</c>, <c>attached</c>, <c>detaching</c>, <c>detached</c>; null before any.</summary>
    public string? AttachmentState { get; init; }

    public bool IsOpenTo(WorldView at, string vpcId) =>
        VpcId == vpcId && AttachmentState is AttachmentStatus.Attached or AttachmentStatus.Attaching;
}
