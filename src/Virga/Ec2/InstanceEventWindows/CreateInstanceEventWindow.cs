using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.InstanceEventWindows;

/// <summary>Makes a window for scheduled events; it is for nothing at first.</summary>
internal sealed class CreateInstanceEventWindow
    : IMutation<CreateInstanceEventWindowRequest, CreateInstanceEventWindowResult>
{
    public static CreateInstanceEventWindowResult Run(CreateInstanceEventWindowRequest input, Change change)
    {
        if (input.TimeRanges is not { Count: > 0 } && input.CronExpression is null)
            throw CommonErrors.MissingParameter("TimeRange/CronExpression");
        var row = new InstanceEventWindowRow(change.NewId("iew")) { Name = input.Name };
        row = change.Put(EventWindows.Timed(row, input.TimeRanges, input.CronExpression));
        change.TagNew(input.TagSpecifications, ResourceType.InstanceEventWindow, row.Id);
        var shape = EventWindows.View(row, change);
        shape.State = InstanceEventWindowState.Creating;
        return new() { InstanceEventWindow = shape };
    }
}
