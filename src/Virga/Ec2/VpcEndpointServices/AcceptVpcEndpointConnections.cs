using Virga.Ec2.VpcEndpoints;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcEndpointServices;

/// <summary>Lets endpoints that wait reach a service.</summary>
internal sealed class AcceptVpcEndpointConnections
    : IMutation<AcceptVpcEndpointConnectionsRequest, AcceptVpcEndpointConnectionsResult>
{
    public static AcceptVpcEndpointConnectionsResult Run(AcceptVpcEndpointConnectionsRequest input, Change change)
    {
        var failed = Answer(
            change, input.ServiceId, input.VpcEndpointIds, "pending", "pendingAcceptance", "rejected");
        return new() { Unsuccessful = failed };
    }

    /// <summary>Puts endpoints of a service in another state; what cannot be is listed.</summary>
    public static List<UnsuccessfulItem> Answer(
        Change change, string? serviceId, List<string>? endpointIds, string state, params string[] from)
    {
        var service = change.Named<VpcEndpointServiceRow>(serviceId);
        var connections = ServiceOffers.Connections(change, service.Id).ToList();
        var failed = new List<UnsuccessfulItem>();
        foreach (var id in endpointIds ?? [])
        {
            var (consumer, row) = connections.Find(one => one.Row.Id == id);
            if (row is null)
                failed.Add(DeleteVpcEndpointServiceConfigurations.Item(
                    id, "InvalidVpcEndpointId.NotFound", $"The Vpc Endpoint Id '{id}' does not exist"));
            else if (!from.Contains(row.State))
                failed.Add(DeleteVpcEndpointServiceConfigurations.Item(
                    id, "InvalidState", $"The Vpc Endpoint '{id}' is {row.State}"));
            else
            {
                var there = change.At(consumer);
                there.Put(row with { State = state });
                if (state == "pending")
                    there.Later<VpcEndpointBecomesAvailable>(VpcEndpointBecomesAvailable.Delay, id);
            }
        }

        return failed;
    }
}
