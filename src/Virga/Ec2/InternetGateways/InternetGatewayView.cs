using Virga.Ec2.Tags;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.InternetGateways;

/// <summary>An internet gateway as AWS shows it. Its attachment says <c>available</c>, not <c>attached</c>.</summary>
internal static class InternetGatewayView
{
    public static InternetGateway Of(InternetGatewayRow gateway, WorldView at) => new()
    {
        InternetGatewayId = gateway.Id,
        OwnerId = at.Account,
        Attachments = gateway.VpcId is null ? [] : [new() { VpcId = gateway.VpcId, State = "available" }],
        Tags = at.TagsOf(gateway.Id),
    };
}
