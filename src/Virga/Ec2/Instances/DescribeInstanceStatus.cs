using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Lists the checks and events of instances; of running ones only, unless all are asked for.</summary>
internal sealed class DescribeInstanceStatus : IQuery<DescribeInstanceStatusRequest, DescribeInstanceStatusResult>
{
    private static readonly Filters<InstanceStatus> Filters = new()
    {
        { "availability-zone", status => status.AvailabilityZone },
        { "availability-zone-id", status => status.AvailabilityZoneId },
        { "event.code", status => Events(status).Select(one => one.Code) },
        { "event.description", status => Events(status).Select(one => one.Description) },
        { "event.instance-event-id", status => Events(status).Select(one => one.InstanceEventId) },
        { "event.not-after", status => Events(status).Select(one => FilterValue.Of(one.NotAfter)) },
        { "event.not-before", status => Events(status).Select(one => FilterValue.Of(one.NotBefore)) },
        {
            "event.not-before-deadline",
            status => Events(status).Select(one => FilterValue.Of(one.NotBeforeDeadline))
        },
        { "instance-state-code", status => status.InstanceState?.Code },
        { "instance-state-name", status => status.InstanceState?.Name },
        { "instance-status.reachability", status => Details(status.InstanceStatusValue) },
        { "instance-status.status", status => status.InstanceStatusValue?.Status },
        { "operator.managed", status => status.Operator?.Managed },
        { "operator.principal", status => status.Operator?.Principal },
        { "system-status.reachability", status => Details(status.SystemStatus) },
        { "system-status.status", status => status.SystemStatus?.Status },
        { "attached-ebs-status.status", status => status.AttachedEbsStatus?.Status },
    };

    private static readonly Listing<InstanceRow, InstanceStatus> Running = new()
    {
        View = InstanceStatusView.Of,
        Filters = Filters,
        ExclusiveIds = "instancesSet",
    };

    public static DescribeInstanceStatusResult Run(DescribeInstanceStatusRequest input, WorldView at)
    {
        var filters = input.Filters ?? [];
        if (input.IncludeAllInstances != true)
            filters = [.. filters, new() { Name = "instance-state-name", Values = [InstanceStateName.Running] }];
        var page = Running.Page(at, input.InstanceIds, filters, input.MaxResults, input.NextToken);
        return new() { InstanceStatuses = page.Items, NextToken = page.NextToken };
    }

    private static List<InstanceStatusEvent> Events(InstanceStatus status) => status.Events ?? [];

    private static IEnumerable<string?> Details(InstanceStatusSummary? summary) =>
        (summary?.Details ?? []).Select(detail => detail.Status);
}
