using Virga.Service;
using Virga.State;

namespace Virga.Ec2.Images;

/// <summary>An AMI that becomes an archive.</summary>
internal sealed record ExportImageTaskRow(string Id) : Row(Id), IRow<ExportImageTaskRow>
{
    public const string Active = "active";
    public const string Completed = "completed";

    /// <summary>Also what failed (VM Import/Export User Guide, "Exporting a VM directly from an AMI").</summary>
    public const string Deleted = "deleted";

    public static RowKind<ExportImageTaskRow> Kind { get; } = new("export-image-task")
    {
        Prefix = "export-ami",
        ResourceType = "export-image-task",

        // EC2 API Reference, "Error codes".
        NotFound = id => new AwsException("InvalidExportTaskID.NotFound", $"The export task ID '{id}' does not exist."),
        Malformed = id => new AwsException(
            "InvalidExportTaskID.Malformed", $"Invalid id: \"{id}\" (expecting \"export-ami-...\")"),
    };

    public required string ImageId { get; init; }

    public required string Backend { get; init; }

    /// <summary>What the backend starts for that AMI.</summary>
    public required string Reference { get; init; }

    public required string Bucket { get; init; }

    public string? Prefix { get; init; }

    public string? Description { get; init; }

    public required string Format { get; init; }

    public string? RoleName { get; init; }

    public required string Status { get; init; }

    public string? StatusMessage { get; init; }

    /// <summary>Where in the bucket the archive is.</summary>
    public string Key => $"{Prefix}{Id}.tar";
}
