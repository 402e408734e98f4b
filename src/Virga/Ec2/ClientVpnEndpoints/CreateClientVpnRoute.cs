using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ClientVpnEndpoints;

/// <summary>Leads clients' traffic for a block into a target network.</summary>
internal sealed class CreateClientVpnRoute : IMutation<CreateClientVpnRouteRequest, CreateClientVpnRouteResult>
{
    public static CreateClientVpnRouteResult Run(CreateClientVpnRouteRequest input, Change change)
    {
        var row = ClientVpnRules.Live(change, input.ClientVpnEndpointId);
        var subnet = input.TargetVpcSubnetId ?? throw CommonErrors.MissingParameter("TargetVpcSubnetId");
        if (!row.Targets.Any(one => one.SubnetId == subnet && one.State != AssociationStatusCode.Disassociating))
            throw new AwsException(
                "InvalidClientVpnActiveAssociationNotFound",
                $"The endpoint {row.Id} is not associated with the subnet {subnet}.");
        var route = new ClientVpnRouteFact(
            ClientVpnRules.Block(input.DestinationCidrBlock, "DestinationCidrBlock"), subnet, "add-route",
            input.Description, ClientVpnRouteStatusCode.Creating);
        if (row.Routes.Any(one => one.Block == route.Block && one.SubnetId == subnet))
            throw new AwsException(
                "InvalidClientVpnDuplicateRoute", $"There is a route for {route.Block} by {subnet} already.");
        ClientVpnRules.Begin(change, row with { Routes = [.. row.Routes, route] });
        return new() { Status = new() { Code = route.State } };
    }
}
