using Virga.Ec2.VpcEndpoints;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcEndpointServices;

/// <summary>Names a topic that would hear of connections; there is no SNS here to tell it.</summary>
internal sealed class CreateVpcEndpointConnectionNotification
    : IMutation<CreateVpcEndpointConnectionNotificationRequest, CreateVpcEndpointConnectionNotificationResult>
{
    public static CreateVpcEndpointConnectionNotificationResult Run(
        CreateVpcEndpointConnectionNotificationRequest input, Change change)
    {
        if (input.ServiceId is null == input.VpcEndpointId is null)
            throw CommonErrors.InvalidParameterCombination("Exactly one of ServiceId and VpcEndpointId must be given");
        var row = change.Put(new ConnectionNotificationRow(change.NewId("vpce-nfn"))
        {
            ServiceId = input.ServiceId is null ? null : change.Named<VpcEndpointServiceRow>(input.ServiceId).Id,
            EndpointId = input.VpcEndpointId is null ? null : change.Named<VpcEndpointRow>(input.VpcEndpointId).Id,
            TopicArn = ConnectionNotifications.Topic(input.ConnectionNotificationArn),
            Events = ConnectionNotifications.Events(input.ConnectionEvents),
        });
        return new()
        {
            ConnectionNotification = ConnectionNotifications.Of(row, change), ClientToken = input.ClientToken,
        };
    }
}
