using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcEndpointServices;

/// <summary>Changes a notification's topic or events.</summary>
internal sealed class ModifyVpcEndpointConnectionNotification
    : IMutation<ModifyVpcEndpointConnectionNotificationRequest, ModifyVpcEndpointConnectionNotificationResult>
{
    public static ModifyVpcEndpointConnectionNotificationResult Run(
        ModifyVpcEndpointConnectionNotificationRequest input, Change change)
    {
        var row = change.Named<ConnectionNotificationRow>(input.ConnectionNotificationId);
        change.Put(row with
        {
            TopicArn = input.ConnectionNotificationArn is { } arn ? ConnectionNotifications.Topic(arn) : row.TopicArn,
            Events = input.ConnectionEvents is { Count: > 0 } events
                ? ConnectionNotifications.Events(events)
                : row.Events,
        });
        return new() { ReturnValue = true };
    }
}
