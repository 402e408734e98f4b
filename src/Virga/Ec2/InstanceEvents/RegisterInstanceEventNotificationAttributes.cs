using Virga.Ec2.Instances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.InstanceEvents;

/// <summary>
/// Names tags that notifications of scheduled events are to carry; kept, since nobody is notified here.
/// </summary>
internal sealed class RegisterInstanceEventNotificationAttributes : IMutation<
    RegisterInstanceEventNotificationAttributesRequest, RegisterInstanceEventNotificationAttributesResult>
{
    private const int MaxKeys = 10;

    public static RegisterInstanceEventNotificationAttributesResult Run(
        RegisterInstanceEventNotificationAttributesRequest input, Change change)
    {
        var settings = InstanceSettingsRow.Of(change);
        var asked = input.InstanceTagAttribute ?? throw CommonErrors.MissingParameter("InstanceTagAttribute");
        var keys = asked.InstanceTagKeys ?? [];
        if (asked.IncludeAllTagsOfInstance == true && keys.Count > 0)
            throw CommonErrors.InvalidParameterCombination(
                "The parameters IncludeAllTagsOfInstance and InstanceTagKeys cannot be used together.");
        if (asked.IncludeAllTagsOfInstance is null && keys.Count == 0)
            throw CommonErrors.MissingParameter("InstanceTagKeys");
        List<string> next = [.. settings.EventTagKeys.Union(keys)];
        if (next.Count > MaxKeys)
            throw CommonErrors.InvalidParameterValue($"{MaxKeys} tag keys can be registered at most.");
        settings = change.Put(settings with
        {
            HasAllTagsInEvents = asked.IncludeAllTagsOfInstance ?? (keys.Count == 0 && settings.HasAllTagsInEvents),
            EventTagKeys = asked.IncludeAllTagsOfInstance == true ? [] : next,
        });
        return new() { InstanceTagAttribute = EventNotification.View(settings) };
    }
}

/// <summary>The setting as AWS shows it.</summary>
internal static class EventNotification
{
    public static InstanceTagNotificationAttribute View(InstanceSettingsRow settings) => new()
    {
        IncludeAllTagsOfInstance = settings.HasAllTagsInEvents, InstanceTagKeys = [.. settings.EventTagKeys],
    };
}
