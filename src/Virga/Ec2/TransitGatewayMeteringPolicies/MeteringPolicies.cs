using System.Globalization;
using Virga.Ec2.Tags;
using Virga.Ec2.TransitGatewayAttachments;
using Virga.Ec2.TransitGateways;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayMeteringPolicies;

/// <summary>How metering policies and their entries are found, checked and shown.</summary>
internal static class MeteringPolicies
{
    public static TransitGatewayMeteringPolicyRow Usable(WorldView at, string? id)
    {
        var row = at.Named<TransitGatewayMeteringPolicyRow>(id);
        return row.State == TransitGatewayMeteringPolicyState.Deleting
            ? throw Ec2Errors.IncorrectState($"{row.Id} is in invalid state")
            : row;
    }

    public static TransitGatewayMeteringPolicyRow Settle(Change change, TransitGatewayMeteringPolicyRow row)
    {
        change.Later<MeteringPolicySettles>(TransitGatewayRules.Delay, row.Id);
        return change.Put(row);
    }

    /// <summary>Attachments of this gateway's, or AWS's error for the first that is none.</summary>
    public static IReadOnlyList<string> Attachments(WorldView at, string gatewayId, List<string>? ids) =>
    [
        .. (ids ?? []).Select(id => at.Named<TransitGatewayAttachmentRow>(id)).Select(one =>
            one.TransitGatewayId == gatewayId
                ? one.Id
                : throw CommonErrors.InvalidParameterValue($"{one.Id} is not an attachment of {gatewayId}.")),
    ];

    public static TransitGatewayMeteringPolicy Of(TransitGatewayMeteringPolicyRow row, WorldView at) => new()
    {
        TransitGatewayMeteringPolicyId = row.Id,
        TransitGatewayId = row.GatewayId,
        MiddleboxAttachmentIds = [.. row.MiddleboxIds],
        State = row.State,
        UpdateEffectiveAt = row.Updated,
        Tags = at.TagsOf(row.Id),
    };

    public static TransitGatewayMeteringPolicyEntry Entry(MeteringEntry entry, string state) => new()
    {
        PolicyRuleNumber = entry.Number.ToString(CultureInfo.InvariantCulture),
        MeteredAccount = entry.MeteredAccount,
        State = state,
        UpdatedAt = entry.Updated,
        UpdateEffectiveAt = entry.Updated,
        MeteringPolicyRule = new()
        {
            SourceTransitGatewayAttachmentId = entry.Source.AttachmentId,
            SourceTransitGatewayAttachmentType = entry.Source.AttachmentType,
            SourceCidrBlock = entry.Source.Block,
            SourcePortRange = entry.Source.Ports,
            DestinationTransitGatewayAttachmentId = entry.Destination.AttachmentId,
            DestinationTransitGatewayAttachmentType = entry.Destination.AttachmentType,
            DestinationCidrBlock = entry.Destination.Block,
            DestinationPortRange = entry.Destination.Ports,
            Protocol = entry.Protocol,
        },
    };
}

/// <summary>A policy reaches the state that it is on its way to, or is gone.</summary>
internal sealed class MeteringPolicySettles : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<TransitGatewayMeteringPolicyRow>(subject) is not { } row) return;
        if (row.State == TransitGatewayMeteringPolicyState.Deleting)
            change.Remove<TransitGatewayMeteringPolicyRow>(row.Id);
        else change.Put(row with { State = TransitGatewayMeteringPolicyState.Available });
    }
}
