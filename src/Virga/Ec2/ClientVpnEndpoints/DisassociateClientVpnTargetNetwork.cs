using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ClientVpnEndpoints;

/// <summary>Takes a subnet away from clients, with its routes and the interface in it.</summary>
internal sealed class DisassociateClientVpnTargetNetwork
    : IMutation<DisassociateClientVpnTargetNetworkRequest, DisassociateClientVpnTargetNetworkResult>
{
    public static DisassociateClientVpnTargetNetworkResult Run(
        DisassociateClientVpnTargetNetworkRequest input, Change change)
    {
        var row = ClientVpnRules.Live(change, input.ClientVpnEndpointId);
        var target = row.Targets.FirstOrDefault(one => one.Id == input.AssociationId)
            ?? throw NotFound(input.AssociationId ?? "");
        var next = target with { State = AssociationStatusCode.Disassociating };
        ClientVpnRules.Begin(change, row with
        {
            Targets = [.. row.Targets.Select(one => one == target ? next : one)],
            Routes = [.. row.Routes.Where(one => one.SubnetId != target.SubnetId)],
        });
        return new() { AssociationId = next.Id, Status = new() { Code = next.State } };
    }

    public static AwsException NotFound(string id) =>
        new("InvalidClientVpnAssociationId.NotFound", $"The association {id} does not exist.");
}
