using Virga.Ec2.Instances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.InstanceEvents;

/// <summary>Moves the start of a scheduled event, to before its deadline.</summary>
internal sealed class ModifyInstanceEventStartTime
    : IMutation<ModifyInstanceEventStartTimeRequest, ModifyInstanceEventStartTimeResult>
{
    public static ModifyInstanceEventStartTimeResult Run(ModifyInstanceEventStartTimeRequest input, Change change)
    {
        var start = input.NotBefore ?? throw CommonErrors.MissingParameter("NotBefore");
        var instance = change.Get<InstanceRow>(input.InstanceId!);
        var moved = InstanceEventPlan.Replace(change, instance, input.InstanceEventId!, old =>
        {
            if (old.State != "active")
                throw CommonErrors.InvalidParameterValue($"The event '{old.EventId}' is not active.");
            if (start <= change.Now || start > old.NotBeforeDeadline)
                throw CommonErrors.InvalidParameterValue(
                    $"The start time of the event '{old.EventId}' must lie in the future and before its deadline.");
            return old with { NotBefore = start, NotAfter = old.NotAfter + (start - old.NotBefore) };
        });
        return new() { Event =
            InstanceEventView.Of(moved.Events!.Scheduled.First(one => one.EventId == input.InstanceEventId)) };
    }
}
