using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayMeteringPolicies;

/// <summary>Adds a rule to a policy.</summary>
internal sealed class CreateTransitGatewayMeteringPolicyEntry
    : IMutation<CreateTransitGatewayMeteringPolicyEntryRequest, CreateTransitGatewayMeteringPolicyEntryResult>
{
    private const int MaxNumber = 32_766;

    public static CreateTransitGatewayMeteringPolicyEntryResult Run(
        CreateTransitGatewayMeteringPolicyEntryRequest input, Change change)
    {
        var row = MeteringPolicies.Usable(change, input.TransitGatewayMeteringPolicyId);
        var number = input.PolicyRuleNumber ?? 0;
        if (number is < 1 or > MaxNumber)
            throw CommonErrors.InvalidParameterValue(
                $"Value ({number}) for parameter PolicyRuleNumber is invalid. Specify 1 to {MaxNumber}.");
        if (row.Entries.Any(one => one.Number == number))
            throw new AwsException(
                "TransitGatewayMeteringPolicyEntryAlreadyExists", $"{row.Id} has an entry {number} already.");
        var entry = new MeteringEntry(number, input.MeteredAccount!, change.Now)
        {
            Source = End(
                change, row, input.SourceTransitGatewayAttachmentId, input.SourceTransitGatewayAttachmentType,
                input.SourceCidrBlock, input.SourcePortRange),
            Destination = End(
                change, row, input.DestinationTransitGatewayAttachmentId, input.DestinationTransitGatewayAttachmentType,
                input.DestinationCidrBlock, input.DestinationPortRange),
            Protocol = input.Protocol,
        };
        change.Put(row with { Entries = [.. row.Entries, entry], Updated = change.Now });
        return new() { TransitGatewayMeteringPolicyEntry = MeteringPolicies.Entry(entry, "available") };
    }

    private static MeteringEnd End(
        Change change, TransitGatewayMeteringPolicyRow row, string? attachmentId, string? type, string? block,
        string? ports)
    {
        if (attachmentId is not null) MeteringPolicies.Attachments(change, row.GatewayId, [attachmentId]);
        if (block is not null && !Cidr.TryParse(block, out _) && !Ipv6Cidr.TryParse(block, out _))
            throw CommonErrors.InvalidParameterValue($"The CIDR {block} is not valid.");
        return new(attachmentId, type, block, ports);
    }
}
