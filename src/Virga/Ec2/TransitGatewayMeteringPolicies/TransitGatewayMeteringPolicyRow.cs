using Virga.State;

namespace Virga.Ec2.TransitGatewayMeteringPolicies;

/// <summary>Who would pay for a transit gateway's traffic. Nobody pays here: it is kept.</summary>
internal sealed record TransitGatewayMeteringPolicyRow(string Id) : Row(Id), IRow<TransitGatewayMeteringPolicyRow>
{
    public static RowKind<TransitGatewayMeteringPolicyRow> Kind { get; } = new("transit-gateway-metering-policy")
    {
        Prefix = "tgw-mp",
        ResourceType = "transit-gateway-metering-policy",
        NotFound = Ec2Errors.NotFound("InvalidTransitGatewayMeteringPolicyId", "transit gateway metering policy ID"),
        Malformed = Ec2Errors.Malformed("InvalidTransitGatewayMeteringPolicyId", "tgw-mp"),
    };

    public required string GatewayId { get; init; }

    public required string State { get; init; }

    public required DateTimeOffset Updated { get; init; }

    /// <summary>Attachments of middleboxes, which traffic passes twice.</summary>
    public IReadOnlyList<string> MiddleboxIds { get; init; } = [];

    public IReadOnlyList<MeteringEntry> Entries { get; init; } = [];
}

/// <summary>A rule of a policy; the lowest number that matches a flow says who pays for it.</summary>
internal sealed record MeteringEntry(int Number, string MeteredAccount, DateTimeOffset Updated)
{
    public required MeteringEnd Source { get; init; }

    public required MeteringEnd Destination { get; init; }

    public string? Protocol { get; init; }
}

/// <summary>One end of the flows that an entry is about; null for any.</summary>
internal sealed record MeteringEnd(string? AttachmentId, string? AttachmentType, string? Block, string? Ports);
