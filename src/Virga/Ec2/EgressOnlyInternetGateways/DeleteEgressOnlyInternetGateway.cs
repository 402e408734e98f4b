using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.EgressOnlyInternetGateways;

/// <summary>Deletes an egress-only internet gateway; routes to it become black holes.</summary>
internal sealed class DeleteEgressOnlyInternetGateway
    : IMutation<DeleteEgressOnlyInternetGatewayRequest, DeleteEgressOnlyInternetGatewayResult>
{
    public static DeleteEgressOnlyInternetGatewayResult Run(
        DeleteEgressOnlyInternetGatewayRequest input, Change change)
    {
        var gateway = change.Named<EgressOnlyInternetGatewayRow>(input.EgressOnlyInternetGatewayId);
        change.Remove<EgressOnlyInternetGatewayRow>(gateway.Id);
        return new() { ReturnCode = true };
    }
}
