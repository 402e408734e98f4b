using Virga.Ec2.Tags;
using Virga.Ec2.TransitGateways;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpnConcentrators;

/// <summary>Creates a concentrator, attached to a transit gateway.</summary>
internal sealed class CreateVpnConcentrator : IMutation<CreateVpnConcentratorRequest, CreateVpnConcentratorResult>
{
    public static CreateVpnConcentratorResult Run(CreateVpnConcentratorRequest input, Change change)
    {
        var gateway = TransitGatewayRules.Usable(
            change, input.TransitGatewayId ?? throw CommonErrors.MissingParameter("TransitGatewayId"));
        var id = change.NewId("vcn");
        var row = change.Put(new VpnConcentratorRow(id)
        {
            State = "pending",
            TransitGatewayId = gateway.Id,
            AttachmentId = VpnConcentrators.Attach(change, id, gateway.Id),
        });
        change.TagNew(input.TagSpecifications, ResourceType.VpnConcentrator, row.Id);
        change.Later<VpnConcentratorSettles>(TransitGatewayRules.Delay, row.Id);
        return new() { VpnConcentrator = VpnConcentrators.Of(row, change) };
    }
}
