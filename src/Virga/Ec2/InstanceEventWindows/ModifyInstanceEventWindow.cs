using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.InstanceEventWindows;

/// <summary>Changes name and times; events that are planned already stay where they are, as on AWS.</summary>
internal sealed class ModifyInstanceEventWindow
    : IMutation<ModifyInstanceEventWindowRequest, ModifyInstanceEventWindowResult>
{
    public static ModifyInstanceEventWindowResult Run(ModifyInstanceEventWindowRequest input, Change change)
    {
        var old = change.Named<InstanceEventWindowRow>(input.InstanceEventWindowId);
        var row = EventWindows.Timed(old, input.TimeRanges, input.CronExpression);
        change.Put(row with { Name = input.Name ?? row.Name });
        return new() { InstanceEventWindow = EventWindows.View(change.Get<InstanceEventWindowRow>(row.Id), change) };
    }
}
