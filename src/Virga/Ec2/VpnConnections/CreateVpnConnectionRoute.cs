using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpnConnections;

/// <summary>Adds a static route behind the customer gateway.</summary>
internal sealed class CreateVpnConnectionRoute
    : IMutation<CreateVpnConnectionRouteRequest, CreateVpnConnectionRouteResult>
{
    public static CreateVpnConnectionRouteResult Run(CreateVpnConnectionRouteRequest input, Change change)
    {
        var row = VpnConnections.Open(change, input.VpnConnectionId);
        if (!row.IsStatic || row.TransitGatewayId is not null)
            throw new AwsException(
                "InvalidParameterCombination", $"The VPN connection {row.Id} does not take static routes.");
        var destination = VpnConnections.Block(input.DestinationCidrBlock!, "destinationCidrBlock");
        if (!row.Routes.Contains(destination)) change.Put(row with { Routes = [.. row.Routes, destination] });
        return new();
    }
}
