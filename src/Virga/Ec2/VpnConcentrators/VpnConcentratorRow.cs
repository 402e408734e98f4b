using Virga.State;

namespace Virga.Ec2.VpnConcentrators;

/// <summary>
/// Many small VPN connections behind one attachment of a transit gateway. Their tunnels are down here.
/// </summary>
internal sealed record VpnConcentratorRow(string Id) : Row(Id), IRow<VpnConcentratorRow>
{
    public static RowKind<VpnConcentratorRow> Kind { get; } = new("vpn-concentrator")
    {
        Prefix = "vcn",
        ResourceType = "vpn-concentrator",
        NotFound = Ec2Errors.NotFound("InvalidVpnConcentratorId", "VPN concentrator ID"),
        Malformed = Ec2Errors.Malformed("InvalidVpnConcentratorId", "vcn"),
    };

    /// <summary><c>pending</c>, <c>available</c> or <c>deleting</c>.</summary>
    public required string State { get; init; }

    public string? TransitGatewayId { get; init; }

    public string? AttachmentId { get; init; }
}
