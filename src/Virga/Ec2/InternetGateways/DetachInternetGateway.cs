using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.InternetGateways;

/// <summary>Detaches an internet gateway, unless the VPC has public addresses in use.</summary>
internal sealed class DetachInternetGateway : IMutation<DetachInternetGatewayRequest, DetachInternetGatewayResult>
{
    public static DetachInternetGatewayResult Run(DetachInternetGatewayRequest input, Change change)
    {
        var gateway = change.Named<InternetGatewayRow>(input.InternetGatewayId);
        var vpc = change.Named<VpcRow>(input.VpcId);
        if (gateway.VpcId != vpc.Id)
            throw new AwsException(
                "Gateway.NotAttached", $"resource {gateway.Id} is not attached to network {vpc.Id}");
        if (Dependencies.MappedPublicAddresses(change, vpc.Id).Any())
            throw Ec2Errors.DependencyViolation(
                $"Network {vpc.Id} has some mapped public address(es). Please unmap those public address(es) before "
                + "detaching the gateway.");
        change.Put(gateway with { VpcId = null });
        return new();
    }
}
