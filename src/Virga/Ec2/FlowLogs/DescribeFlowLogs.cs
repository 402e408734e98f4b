using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.FlowLogs;

/// <summary>Lists flow logs.</summary>
internal sealed class DescribeFlowLogs : IQuery<DescribeFlowLogsRequest, DescribeFlowLogsResult>
{
    private static readonly Listing<FlowLogRow, FlowLog> Listing = new()
    {
        View = View,
        Filters = new()
        {
            { "deliver-log-status", log => log.DeliverLogsStatus },
            { "log-destination-type", log => log.LogDestinationType },
            { "flow-log-id", log => log.FlowLogId },
            { "log-group-name", log => log.LogGroupName },
            { "resource-id", log => log.ResourceId },
            { "traffic-type", log => log.TrafficType },
        },
        MinResults = 1,
    };

    public static DescribeFlowLogsResult Run(DescribeFlowLogsRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.FlowLogIds, input.Filter, input.MaxResults, input.NextToken);
        return new() { FlowLogs = page.Items, NextToken = page.NextToken };
    }

    private static FlowLog View(FlowLogRow row, WorldView at) => new()
    {
        FlowLogId = row.Id,
        FlowLogStatus = "ACTIVE",
        CreationTime = row.CreationTime,
        DeliverLogsStatus = "SUCCESS",
        DeliverLogsPermissionArn = row.PermissionArn,
        DeliverCrossAccountRole = row.CrossAccountRole,
        LogGroupName = row.LogGroupName,
        ResourceId = row.ResourceId,
        TrafficType = row.TrafficType,
        LogDestinationType = row.DestinationType,
        LogDestination = row.Destination,
        LogFormat = row.LogFormat,
        MaxAggregationInterval = row.MaxAggregationIntervalSeconds,
        DestinationOptions = row.DestinationType == LogDestinationType.S3
            ? new()
            {
                FileFormat = row.FileFormat,
                HiveCompatiblePartitions = row.IsHiveCompatible,
                PerHourPartition = row.IsPerHour,
            }
            : null,
        Tags = at.TagsOf(row.Id),
    };
}
