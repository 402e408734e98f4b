using Virga.Ec2.Tags;
using Virga.Ec2.TransitGateways;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayMeteringPolicies;

/// <summary>Creates the metering policy of a transit gateway, which has one at most.</summary>
internal sealed class CreateTransitGatewayMeteringPolicy
    : IMutation<CreateTransitGatewayMeteringPolicyRequest, CreateTransitGatewayMeteringPolicyResult>
{
    public static CreateTransitGatewayMeteringPolicyResult Run(
        CreateTransitGatewayMeteringPolicyRequest input, Change change)
    {
        var gateway = TransitGatewayRules.Usable(change, input.TransitGatewayId!);
        if (change.Rows<TransitGatewayMeteringPolicyRow>().Any(one => one.GatewayId == gateway.Id))
            throw new AwsException(
                "TransitGatewayMeteringPolicyAlreadyExists", $"{gateway.Id} has a metering policy already.");
        var row = MeteringPolicies.Settle(change, new(change.NewId("tgw-mp"))
        {
            GatewayId = gateway.Id,
            State = TransitGatewayMeteringPolicyState.Pending,
            Updated = change.Now,
            MiddleboxIds = MeteringPolicies.Attachments(change, gateway.Id, input.MiddleboxAttachmentIds),
        });
        change.TagNew(input.TagSpecifications, ResourceType.TransitGatewayMeteringPolicy, row.Id);
        return new() { TransitGatewayMeteringPolicy = MeteringPolicies.Of(row, change) };
    }
}
