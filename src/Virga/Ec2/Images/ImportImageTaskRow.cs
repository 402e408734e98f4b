using Virga.Service;
using Virga.State;

namespace Virga.Ec2.Images;

/// <summary>A file that becomes an AMI. The AMI is not there before it can be launched, as on AWS.</summary>
internal sealed record ImportImageTaskRow(string Id) : Row(Id), IRow<ImportImageTaskRow>
{
    public const string Active = "active";
    public const string Completed = "completed";

    /// <summary>What AWS calls a task that failed as well as one that was cancelled (VM Import/Export User
    /// Guide).</summary>
    public const string Deleted = "deleted";

    public static RowKind<ImportImageTaskRow> Kind { get; } = new("import-image-task")
    {
        Prefix = "import-ami",
        ResourceType = "import-image-task",

        // EC2 API Reference, "Error codes": the same codes for all conversion tasks.
        NotFound = id => new AwsException("InvalidConversionTaskId", $"The conversion task ID '{id}' is not valid."),
        Malformed = id => new AwsException(
            "InvalidConversionTaskId.Malformed", $"Invalid id: \"{id}\" (expecting \"import-ami-...\")"),
    };

    /// <summary>What the AMI will be called.</summary>
    public required string ImageId { get; init; }

    public required string Bucket { get; init; }

    public required string Key { get; init; }

    /// <summary>As it was given; null where bucket and key were.</summary>
    public string? Url { get; init; }

    public string? Format { get; init; }

    public string? Description { get; init; }

    /// <summary>What was asked for, then what the archive has; null until it is known.</summary>
    public string? Architecture { get; init; }

    public required string Platform { get; init; }

    public string? BootMode { get; init; }

    /// <summary>What the snapshot of a disk will be called, once it is known to be one.</summary>
    public string? SnapshotId { get; init; }

    public required string Status { get; init; }

    public string? StatusMessage { get; init; }
}
