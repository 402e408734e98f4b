using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcEndpointServices;

/// <summary>Deletes notifications; those that are not there are listed, not an error.</summary>
internal sealed class DeleteVpcEndpointConnectionNotifications
    : IMutation<DeleteVpcEndpointConnectionNotificationsRequest, DeleteVpcEndpointConnectionNotificationsResult>
{
    public static DeleteVpcEndpointConnectionNotificationsResult Run(
        DeleteVpcEndpointConnectionNotificationsRequest input, Change change)
    {
        var failed = new List<UnsuccessfulItem>();
        foreach (var id in input.ConnectionNotificationIds ?? [])
        {
            if (change.Find<ConnectionNotificationRow>(id) is null)
                failed.Add(DeleteVpcEndpointServiceConfigurations.Item(
                    id, "InvalidConnectionNotificationId.NotFound",
                    $"The ConnectionNotification Id '{id}' does not exist"));
            else change.Remove<ConnectionNotificationRow>(id);
        }

        return new() { Unsuccessful = failed };
    }
}
