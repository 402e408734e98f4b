using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.InternetGateways;

/// <summary>Deletes an internet gateway that is attached to nothing.</summary>
internal sealed class DeleteInternetGateway : IMutation<DeleteInternetGatewayRequest, DeleteInternetGatewayResult>
{
    public static DeleteInternetGatewayResult Run(DeleteInternetGatewayRequest input, Change change)
    {
        var gateway = change.Named<InternetGatewayRow>(input.InternetGatewayId);
        if (gateway.VpcId is not null) throw Ec2Errors.InUse("internetGateway", gateway.Id);
        change.Remove<InternetGatewayRow>(gateway.Id);
        return new();
    }
}
