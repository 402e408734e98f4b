using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.InternetGateways;

/// <summary>Attaches an internet gateway to a VPC; a VPC has one at most.</summary>
internal sealed class AttachInternetGateway : IMutation<AttachInternetGatewayRequest, AttachInternetGatewayResult>
{
    public static AttachInternetGatewayResult Run(AttachInternetGatewayRequest input, Change change)
    {
        var gateway = change.Named<InternetGatewayRow>(input.InternetGatewayId);
        var vpc = change.Named<VpcRow>(input.VpcId);
        if (gateway.VpcId is not null)
            throw new AwsException(
                "Resource.AlreadyAssociated", $"resource {gateway.Id} is already attached to network {gateway.VpcId}");
        if (change.Rows<InternetGatewayRow>().Any(InternetGatewayRow.ByVpc, vpc.Id))
            throw CommonErrors.InvalidParameterValue($"Network {vpc.Id} already has an internet gateway attached");
        change.Put(gateway with { VpcId = vpc.Id });
        return new();
    }
}
