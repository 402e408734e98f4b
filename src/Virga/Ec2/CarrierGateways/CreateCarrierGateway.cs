using Virga.Ec2.Tags;
using Virga.Ec2.TransitGateways;
using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CarrierGateways;

/// <summary>Creates the carrier gateway of a VPC, which has one at most.</summary>
internal sealed class CreateCarrierGateway : IMutation<CreateCarrierGatewayRequest, CreateCarrierGatewayResult>
{
    public static CreateCarrierGatewayResult Run(CreateCarrierGatewayRequest input, Change change)
    {
        var vpc = change.Named<VpcRow>(input.VpcId);
        if (change.Rows<CarrierGatewayRow>().Any(CarrierGatewayRow.ByVpc, vpc.Id))
            throw Ec2Errors.LimitExceeded(
                "CarrierGatewayLimitExceeded", $"The VPC {vpc.Id} already has a carrier gateway.");
        var row = change.Put(new CarrierGatewayRow(change.NewId("cagw")) { VpcId = vpc.Id, State = "pending" });
        change.TagNew(input.TagSpecifications, ResourceType.CarrierGateway, row.Id);
        change.Later<CarrierGatewaySettles>(TransitGatewayRules.Delay, row.Id);
        return new() { CarrierGateway = Shape(row, change) };
    }

    public static CarrierGateway Shape(CarrierGatewayRow row, WorldView at) => new()
    {
        CarrierGatewayId = row.Id,
        VpcId = row.VpcId,
        State = row.State,
        OwnerId = at.Account,
        Tags = at.TagsOf(row.Id),
    };
}

/// <summary>A carrier gateway becomes available, or is gone.</summary>
internal sealed class CarrierGatewaySettles : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<CarrierGatewayRow>(subject) is not { } row) return;
        if (row.State == "deleting") change.Remove<CarrierGatewayRow>(row.Id);
        else change.Put(row with { State = "available" });
    }
}
