using Virga.Ec2.Tags;
using Virga.Ec2.TransitGateways;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayPolicyTables;

/// <summary>Creates a policy table for a transit gateway.</summary>
internal sealed class CreateTransitGatewayPolicyTable
    : IMutation<CreateTransitGatewayPolicyTableRequest, CreateTransitGatewayPolicyTableResult>
{
    public static CreateTransitGatewayPolicyTableResult Run(
        CreateTransitGatewayPolicyTableRequest input, Change change)
    {
        var gateway = TransitGatewayRules.Usable(change, input.TransitGatewayId);
        var row = change.Put(new TransitGatewayPolicyTableRow(change.NewId("tgw-ptb"))
        {
            GatewayId = gateway.Id,
            State = TransitGatewayPolicyTableState.Pending,
            CreationTime = change.Now,
        });
        change.TagNew(input.TagSpecifications, ResourceType.TransitGatewayPolicyTable, row.Id);
        change.Later<TransitGatewayPolicyTableSettles>(TransitGatewayRules.Delay, row.Id);
        return new() { TransitGatewayPolicyTable = TransitGatewayPolicyTables.Of(row, change) };
    }
}

/// <summary>A policy table reaches the state that it is on its way to.</summary>
internal sealed class TransitGatewayPolicyTableSettles : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<TransitGatewayPolicyTableRow>(subject) is not { } row) return;
        if (row.State == TransitGatewayPolicyTableState.Deleting)
            change.Remove<TransitGatewayPolicyTableRow>(row.Id);
        else change.Put(row with { State = TransitGatewayPolicyTableState.Available });
    }
}
