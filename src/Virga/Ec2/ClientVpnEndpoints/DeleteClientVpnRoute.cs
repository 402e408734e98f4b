using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ClientVpnEndpoints;

/// <summary>Deletes a route that a user added; the one of an association goes with it.</summary>
internal sealed class DeleteClientVpnRoute : IMutation<DeleteClientVpnRouteRequest, DeleteClientVpnRouteResult>
{
    public static DeleteClientVpnRouteResult Run(DeleteClientVpnRouteRequest input, Change change)
    {
        var row = ClientVpnRules.Live(change, input.ClientVpnEndpointId);
        var block = ClientVpnRules.Block(input.DestinationCidrBlock, "DestinationCidrBlock");
        var route = row.Routes.FirstOrDefault(one => one.Block == block
            && (input.TargetVpcSubnetId is null || one.SubnetId == input.TargetVpcSubnetId))
            ?? throw new AwsException(
                "InvalidClientVpnRouteNotFound", $"There is no route for {block} by {input.TargetVpcSubnetId}.");
        if (route.Origin != "add-route")
            throw Ec2Errors.OperationNotPermitted($"The route for {block} was made with its target network.");
        var next = route with { State = ClientVpnRouteStatusCode.Deleting };
        ClientVpnRules.Begin(change, row with { Routes = [.. row.Routes.Select(one => one == route ? next : one)] });
        return new() { Status = new() { Code = next.State } };
    }
}
