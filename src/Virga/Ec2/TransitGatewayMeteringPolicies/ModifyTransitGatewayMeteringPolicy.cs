using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayMeteringPolicies;

/// <summary>Adds middleboxes to a policy, or takes them out.</summary>
internal sealed class ModifyTransitGatewayMeteringPolicy
    : IMutation<ModifyTransitGatewayMeteringPolicyRequest, ModifyTransitGatewayMeteringPolicyResult>
{
    public static ModifyTransitGatewayMeteringPolicyResult Run(
        ModifyTransitGatewayMeteringPolicyRequest input, Change change)
    {
        var row = MeteringPolicies.Usable(change, input.TransitGatewayMeteringPolicyId);
        var added = MeteringPolicies.Attachments(change, row.GatewayId, input.AddMiddleboxAttachmentIds);
        var removed = input.RemoveMiddleboxAttachmentIds ?? [];
        row = MeteringPolicies.Settle(change, row with
        {
            State = TransitGatewayMeteringPolicyState.Modifying,
            Updated = change.Now,
            MiddleboxIds = [.. row.MiddleboxIds.Union(added).Where(one => !removed.Contains(one))],
        });
        return new() { TransitGatewayMeteringPolicy = MeteringPolicies.Of(row, change) };
    }
}
