using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ClientVpnEndpoints;

/// <summary>Ends a connection, or those of a user; there are none.</summary>
internal sealed class TerminateClientVpnConnections
    : IMutation<TerminateClientVpnConnectionsRequest, TerminateClientVpnConnectionsResult>
{
    public static TerminateClientVpnConnectionsResult Run(
        TerminateClientVpnConnectionsRequest input, Change change)
    {
        var row = change.Named<ClientVpnEndpointRow>(input.ClientVpnEndpointId);
        if (input.ConnectionId is { } id)
            throw new AwsException(
                "InvalidClientVpnConnection.IdNotFound", $"The endpoint {row.Id} has no connection {id}.");
        if (input.Username is null) throw CommonErrors.MissingParameter("ConnectionId or Username");
        return new() { ClientVpnEndpointId = row.Id, Username = input.Username, ConnectionStatuses = [] };
    }
}
