using Virga.Ec2.TransitGateways;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CarrierGateways;

/// <summary>Deletes a carrier gateway.</summary>
internal sealed class DeleteCarrierGateway : IMutation<DeleteCarrierGatewayRequest, DeleteCarrierGatewayResult>
{
    public static DeleteCarrierGatewayResult Run(DeleteCarrierGatewayRequest input, Change change)
    {
        var row = change.Named<CarrierGatewayRow>(input.CarrierGatewayId);
        row = change.Put(row with { State = "deleting" });
        change.Later<CarrierGatewaySettles>(TransitGatewayRules.Delay, row.Id);
        return new() { CarrierGateway = CreateCarrierGateway.Shape(row, change) };
    }
}
