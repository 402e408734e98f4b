using Virga.Ec2.Instances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.InstanceEvents;

/// <summary>Shows which tags notifications of scheduled events are to carry.</summary>
internal sealed class DescribeInstanceEventNotificationAttributes : IQuery<
    DescribeInstanceEventNotificationAttributesRequest, DescribeInstanceEventNotificationAttributesResult>
{
    public static DescribeInstanceEventNotificationAttributesResult Run(
        DescribeInstanceEventNotificationAttributesRequest input, WorldView at) =>
        new() { InstanceTagAttribute = EventNotification.View(InstanceSettingsRow.Of(at)) };
}
