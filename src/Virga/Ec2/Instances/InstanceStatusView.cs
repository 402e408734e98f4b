using Virga.Ec2.InstanceEvents;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>The status checks of an instance. They pass when the machine is seen running.</summary>
internal static class InstanceStatusView
{
    public static InstanceStatus Of(InstanceRow row, WorldView at) => new()
    {
        InstanceId = row.Id,
        AvailabilityZone = row.AvailabilityZone,
        AvailabilityZoneId = ZoneIds.Of(row.AvailabilityZone),
        InstanceState = InstanceStateView.Of(row.State),
        InstanceStatusValue = Summary(row),
        SystemStatus = Summary(row),
        AttachedEbsStatus = row.State == InstanceStateName.Running
            ? new()
            {
                Status = SummaryStatus.Ok,
                Details = [new() { Name = StatusName.Reachability, Status = StatusType.Passed }],
            }
            : null,
        Events = InstanceEventView.AllOf(row),
        Operator = new() { Managed = false },
    };

    private static InstanceStatusSummary Summary(InstanceRow row) => row.State switch
    {
        InstanceStateName.Running => new()
        {
            Status = SummaryStatus.Ok,
            Details = [new() { Name = StatusName.Reachability, Status = StatusType.Passed }],
        },
        InstanceStateName.Pending => new()
        {
            Status = SummaryStatus.Initializing,
            Details = [new() { Name = StatusName.Reachability, Status = StatusType.Initializing }],
        },
        _ => new() { Status = SummaryStatus.NotApplicable },
    };
}
