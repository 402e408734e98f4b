using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcEndpointServices;

/// <summary>Keeps endpoints from a service, also those that were let in before.</summary>
internal sealed class RejectVpcEndpointConnections
    : IMutation<RejectVpcEndpointConnectionsRequest, RejectVpcEndpointConnectionsResult>
{
    public static RejectVpcEndpointConnectionsResult Run(RejectVpcEndpointConnectionsRequest input, Change change)
    {
        var failed = AcceptVpcEndpointConnections.Answer(
            change, input.ServiceId, input.VpcEndpointIds, "rejected", "pendingAcceptance", "pending", "available");
        return new() { Unsuccessful = failed };
    }
}
