using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.Subnets;
using Virga.Ec2.Tags;
using Virga.Ec2.Vpcs;
using Virga.Network.Flows;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.FlowLogs;

/// <summary>Creates a flow log for each of the resources.</summary>
internal sealed class CreateFlowLogs : IMutation<CreateFlowLogsRequest, CreateFlowLogsResult>
{
    private const int DefaultIntervalSeconds = 600;

    private const string DefaultFormat =
        "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} "
        + "${bytes} ${start} ${end} ${action} ${log-status}";

    public static CreateFlowLogsResult Run(CreateFlowLogsRequest input, Change change)
    {
        var destinationType = input.LogDestinationType ?? LogDestinationType.CloudWatchLogs;
        CheckDestination(input, destinationType);
        CheckFormat(input);
        var ids = new List<string>();
        foreach (var resourceId in input.ResourceIds ?? [])
        {
            CheckResource(change, input.ResourceType!, resourceId);
            var row = Row(input, change, destinationType, resourceId);
            if (IsPresent(change, row))
                throw new AwsException(
                    "FlowLogAlreadyExists",
                    "Error. There is an existing Flow Log with the same configuration and log destination.");
            change.Put(row);
            change.TagNew(input.TagSpecifications, ResourceType.VpcFlowLog, row.Id);
            ids.Add(row.Id);
        }

        return new() { FlowLogIds = ids, Unsuccessful = [], ClientToken = input.ClientToken ?? change.NewUuid() };
    }

    /// <summary>Recorded by LocalStack on AWS, the texts too.</summary>
    private static void CheckDestination(CreateFlowLogsRequest input, string destinationType)
    {
        if (input.LogDestination is not null && input.LogGroupName is not null)
            throw new AwsException(
                "InvalidParameter", "Please only provide LogGroupName or only provide LogDestination.");
        if (input.LogDestination is null && input.LogGroupName is null)
            throw new AwsException(
                "InvalidParameter", "LogDestination can't be empty if LogGroupName is not provided.");
        if (input.LogGroupName is not null && destinationType != LogDestinationType.CloudWatchLogs)
            throw new AwsException(
                "InvalidParameter", "LogDestination type must be cloud-watch-logs if LogGroupName is provided.");
        if (input.MaxAggregationInterval is not (null or 60 or DefaultIntervalSeconds))
            throw CommonErrors.InvalidParameterValue("Invalid Flow Log Max Aggregation Interval");
    }

    /// <summary>The text about fields is not known; that a name AWS does not have is refused is in its guide.</summary>
    private static void CheckFormat(CreateFlowLogsRequest input)
    {
        if (input.LogFormat is { } format && FlowFormat.Parse(format).Unknown is { } unknown)
            throw new AwsException("InvalidParameter", $"Unknown fields provided: {unknown}");
        if (input.DestinationOptions?.FileFormat == DestinationFileFormat.Parquet)
            throw new AwsException(
                "UnsupportedOperation", "Virga writes flow logs as plain text; FileFormat parquet is not there.");
    }

    private static void CheckResource(Change change, string type, string id)
    {
        switch (type)
        {
            case FlowLogsResourceType.VPC: change.Named<VpcRow>(id); break;
            case FlowLogsResourceType.Subnet: change.Named<SubnetRow>(id); break;
            case FlowLogsResourceType.NetworkInterface: change.Named<NetworkInterfaceRow>(id); break;
            default: TaggedResources.Existing(change, [id]); break;
        }
    }

    private static FlowLogRow Row(
        CreateFlowLogsRequest input, Change change, string destinationType, string resourceId) =>
        new(change.NewId("fl"))
        {
            ResourceId = resourceId,
            TrafficType = input.TrafficType,
            DestinationType = destinationType,
            Destination = input.LogDestination,
            LogGroupName = input.LogGroupName,
            PermissionArn = input.DeliverLogsPermissionArn,
            CrossAccountRole = input.DeliverCrossAccountRole,
            LogFormat = input.LogFormat ?? DefaultFormat,
            MaxAggregationIntervalSeconds = input.MaxAggregationInterval ?? DefaultIntervalSeconds,
            CreationTime = change.Now,
            FileFormat = input.DestinationOptions?.FileFormat ?? DestinationFileFormat.PlainText,
            IsHiveCompatible = input.DestinationOptions?.HiveCompatiblePartitions == true,
            IsPerHour = input.DestinationOptions?.PerHourPartition == true,
        };

    private static bool IsPresent(Change change, FlowLogRow row) =>
        change.Rows<FlowLogRow>().By(FlowLogRow.ByResource, row.ResourceId).Any(other =>
            other.TrafficType == row.TrafficType && other.Destination == row.Destination
            && other.LogGroupName == row.LogGroupName && other.DestinationType == row.DestinationType);
}
