using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcEndpointServices;

/// <summary>Deletes services without connections; what cannot be deleted is listed, not an error.</summary>
internal sealed class DeleteVpcEndpointServiceConfigurations
    : IMutation<DeleteVpcEndpointServiceConfigurationsRequest, DeleteVpcEndpointServiceConfigurationsResult>
{
    public static DeleteVpcEndpointServiceConfigurationsResult Run(
        DeleteVpcEndpointServiceConfigurationsRequest input, Change change)
    {
        var failed = new List<UnsuccessfulItem>();
        foreach (var id in input.ServiceIds ?? [])
        {
            if (change.Find<VpcEndpointServiceRow>(id) is null)
                failed.Add(Item(
                    id, "InvalidVpcEndpointServiceId.NotFound", $"The VpcEndpointService Id '{id}' does not exist"));
            else if (ServiceOffers.Connections(change, id).Any(one => one.Row.State is not ("deleting" or "rejected")))
                failed.Add(Item(
                    id, "ExistingVpcEndpointConnections", "Service has existing active VPC Endpoint connections!"));
            else Remove(change, id);
        }

        return new() { Unsuccessful = failed };
    }

    public static UnsuccessfulItem Item(string id, string code, string message) =>
        new() { ResourceId = id, Error = new() { Code = code, Message = message } };

    private static void Remove(Change change, string id)
    {
        foreach (var one in change.Rows<ConnectionNotificationRow>().Where(one => one.ServiceId == id).ToList())
            change.Remove<ConnectionNotificationRow>(one.Id);
        change.Remove<VpcEndpointServiceRow>(id);
    }
}
