using Virga.Ec2.Instances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.InstanceEvents;

/// <summary>Takes tags from those that notifications of scheduled events carry.</summary>
internal sealed class DeregisterInstanceEventNotificationAttributes : IMutation<
    DeregisterInstanceEventNotificationAttributesRequest, DeregisterInstanceEventNotificationAttributesResult>
{
    public static DeregisterInstanceEventNotificationAttributesResult Run(
        DeregisterInstanceEventNotificationAttributesRequest input, Change change)
    {
        var settings = InstanceSettingsRow.Of(change);
        var asked = input.InstanceTagAttribute ?? throw CommonErrors.MissingParameter("InstanceTagAttribute");
        settings = change.Put(settings with
        {
            HasAllTagsInEvents = asked.IncludeAllTagsOfInstance != true && settings.HasAllTagsInEvents,
            EventTagKeys = [.. settings.EventTagKeys.Except(asked.InstanceTagKeys ?? [])],
        });
        return new() { InstanceTagAttribute = EventNotification.View(settings) };
    }
}
