using Virga.Ec2.TransitGatewayAttachments;
using Virga.Ec2.TransitGateways;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayPolicyTables;

/// <summary>Deletes a policy table that nothing is associated with.</summary>
internal sealed class DeleteTransitGatewayPolicyTable
    : IMutation<DeleteTransitGatewayPolicyTableRequest, DeleteTransitGatewayPolicyTableResult>
{
    public static DeleteTransitGatewayPolicyTableResult Run(
        DeleteTransitGatewayPolicyTableRequest input, Change change)
    {
        var row = TransitGatewayPolicyTables.Usable(change, input.TransitGatewayPolicyTableId);
        var left = row.AttachmentIds.Where(id => change.Find<TransitGatewayAttachmentRow>(id) is { IsOver: false });
        if (left.Any()) throw Ec2Errors.IncorrectState($"{row.Id} has associations.");
        row = change.Put(row with { State = TransitGatewayPolicyTableState.Deleting });
        change.Later<TransitGatewayPolicyTableSettles>(TransitGatewayRules.Delay, row.Id);
        return new() { TransitGatewayPolicyTable = TransitGatewayPolicyTables.Of(row, change) };
    }
}
