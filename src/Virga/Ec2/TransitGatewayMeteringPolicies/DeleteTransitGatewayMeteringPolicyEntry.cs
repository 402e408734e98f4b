using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayMeteringPolicies;

/// <summary>Takes a rule out of a policy.</summary>
internal sealed class DeleteTransitGatewayMeteringPolicyEntry
    : IMutation<DeleteTransitGatewayMeteringPolicyEntryRequest, DeleteTransitGatewayMeteringPolicyEntryResult>
{
    public static DeleteTransitGatewayMeteringPolicyEntryResult Run(
        DeleteTransitGatewayMeteringPolicyEntryRequest input, Change change)
    {
        var row = MeteringPolicies.Usable(change, input.TransitGatewayMeteringPolicyId);
        var entry = row.Entries.FirstOrDefault(one => one.Number == input.PolicyRuleNumber)
            ?? throw new AwsException(
                "InvalidTransitGatewayMeteringPolicyEntry.NotFound",
                $"{row.Id} has no entry {input.PolicyRuleNumber}.");
        change.Put(row with { Entries = [.. row.Entries.Where(one => one != entry)], Updated = change.Now });
        return new() { TransitGatewayMeteringPolicyEntry = MeteringPolicies.Entry(entry, "deleted") };
    }
}
