using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayMeteringPolicies;

/// <summary>Deletes a policy with its entries.</summary>
internal sealed class DeleteTransitGatewayMeteringPolicy
    : IMutation<DeleteTransitGatewayMeteringPolicyRequest, DeleteTransitGatewayMeteringPolicyResult>
{
    public static DeleteTransitGatewayMeteringPolicyResult Run(
        DeleteTransitGatewayMeteringPolicyRequest input, Change change)
    {
        var row = MeteringPolicies.Usable(change, input.TransitGatewayMeteringPolicyId);
        row = MeteringPolicies.Settle(change, row with { State = TransitGatewayMeteringPolicyState.Deleting });
        return new() { TransitGatewayMeteringPolicy = MeteringPolicies.Of(row, change) };
    }
}
