using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayPolicyTables;

/// <summary>
/// A policy table. Its entries come from core networks, which are not here: it never has any.
/// </summary>
internal sealed record TransitGatewayPolicyTableRow(string Id) : Row(Id), IRow<TransitGatewayPolicyTableRow>
{
    public static RowKind<TransitGatewayPolicyTableRow> Kind { get; } =
        new("transit-gateway-policy-table")
        {
            Prefix = "tgw-ptb",
            ResourceType = "transit-gateway-policy-table",
            NotFound = Ec2Errors.GoneOrAbsent("InvalidTransitGatewayPolicyTableId", "Transit Gateway Policy Table"),
            Malformed = Ec2Errors.Malformed("InvalidTransitGatewayPolicyTableId", "tgw-ptb"),
        };

    public required string GatewayId { get; init; }

    public required string State { get; init; }

    public required DateTimeOffset CreationTime { get; init; }

    /// <summary>Peering attachments that are under the table.</summary>
    public IReadOnlyList<string> AttachmentIds { get; init; } = [];
}
