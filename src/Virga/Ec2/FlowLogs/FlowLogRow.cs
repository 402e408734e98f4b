using Virga.State;

namespace Virga.Ec2.FlowLogs;

/// <summary>A flow log. The server writes its records where the fabric runs (docs/networking.md).</summary>
internal sealed record FlowLogRow(string Id) : Row(Id), IRow<FlowLogRow>
{
    public static RowKind<FlowLogRow> Kind { get; } = new("vpc-flow-log")
    {
        Prefix = "fl",
        ResourceType = "vpc-flow-log",
        NotFound = Ec2Errors.NotFound("InvalidFlowLogId", "flow log ID"),
        Malformed = Ec2Errors.Malformed("InvalidFlowLogId", "fl"),
    };

    /// <summary>Flow logs by the resource whose traffic they record.</summary>
    public static Index<FlowLogRow> ByResource { get; } = Kind.Index(log => log.ResourceId);

    public required string ResourceId { get; init; }

    /// <summary><c>ACCEPT</c>, <c>REJECT</c> or <c>ALL</c>; null for transit gateways.</summary>
    public string? TrafficType { get; init; }

    /// <summary><c>cloud-watch-logs</c>, <c>s3</c> or <c>kinesis-data-firehose</c>.</summary>
    public required string DestinationType { get; init; }

    public string? Destination { get; init; }

    public string? LogGroupName { get; init; }

    public string? PermissionArn { get; init; }

    public string? CrossAccountRole { get; init; }

    public required string LogFormat { get; init; }

    /// <summary>60 or 600.</summary>
    public required int MaxAggregationIntervalSeconds { get; init; }

    public required DateTimeOffset CreationTime { get; init; }

    /// <summary><c>plain-text</c> or <c>parquet</c>.</summary>
    public string FileFormat { get; init; } = "plain-text";

    public bool IsHiveCompatible { get; init; }

    public bool IsPerHour { get; init; }
}
