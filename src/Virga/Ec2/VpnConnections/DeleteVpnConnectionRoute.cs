using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpnConnections;

/// <summary>Removes a static route behind the customer gateway.</summary>
internal sealed class DeleteVpnConnectionRoute
    : IMutation<DeleteVpnConnectionRouteRequest, DeleteVpnConnectionRouteResult>
{
    public static DeleteVpnConnectionRouteResult Run(DeleteVpnConnectionRouteRequest input, Change change)
    {
        var row = VpnConnections.Live(change, input.VpnConnectionId);
        var destination = VpnConnections.Block(input.DestinationCidrBlock!, "destinationCidrBlock");
        if (!row.Routes.Contains(destination))
            throw new AwsException(
                "InvalidRoute.NotFound", $"The route {destination} does not exist in the VPN connection {row.Id}");
        change.Put(row with { Routes = [.. row.Routes.Where(one => one != destination)] });
        return new();
    }
}
