using Virga.Ec2.Tags;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Imports and exports of images as AWS shows them.</summary>
internal static class ImageTaskView
{
    /// <summary>AWS shows how far an active task is; here it is done at once or not at all.</summary>
    private const string Begun = "1";

    public static Listing<ImportImageTaskRow, ImportImageTask> Imports { get; } =
        new() { View = Of, Filters = new() { { "task-state", task => task.Status } }, MinResults = 1 };

    public static Listing<ExportImageTaskRow, ExportImageTask> Exports { get; } =
        new() { View = Of, Filters = new() { { "task-state", task => task.Status } }, MinResults = 1 };

    public static ImportImageResult Result(ImportImageTaskRow row, WorldView at)
    {
        var task = Of(row, at);
        return new()
        {
            ImportTaskId = task.ImportTaskId,
            Architecture = task.Architecture,
            Description = task.Description,
            Platform = task.Platform,
            Progress = task.Progress,
            SnapshotDetails = task.SnapshotDetails,
            Status = task.Status,
            StatusMessage = task.StatusMessage,
            Tags = task.Tags,
        };
    }

    public static ExportImageResult Result(ExportImageTaskRow row, WorldView at)
    {
        var task = Of(row, at);
        return new()
        {
            ExportImageTaskId = task.ExportImageTaskId,
            ImageId = task.ImageId,
            Description = task.Description,
            DiskImageFormat = row.Format,
            RoleName = row.RoleName,
            Progress = task.Progress,
            S3ExportLocation = task.S3ExportLocation,
            Status = task.Status,
            StatusMessage = task.StatusMessage,
            Tags = task.Tags,
        };
    }

    private static ImportImageTask Of(ImportImageTaskRow row, WorldView at) => new()
    {
        ImportTaskId = row.Id,
        ImageId = row.Status == ImportImageTaskRow.Completed ? row.ImageId : null,
        Architecture = row.Architecture,
        BootMode = row.BootMode,
        Description = row.Description,
        Platform = row.Platform,
        Progress = row.Status == ImportImageTaskRow.Active ? Begun : null,
        SnapshotDetails =
        [
            new()
            {
                Format = row.Format,
                Url = row.Url,
                UserBucket = new() { S3Bucket = row.Bucket, S3Key = row.Key },
                Status = row.Status,
                SnapshotId = row.Status == ImportImageTaskRow.Completed ? row.SnapshotId : null,
            },
        ],
        Status = row.Status,
        StatusMessage = row.StatusMessage,
        Tags = at.TagsOf(row.Id),
    };

    private static ExportImageTask Of(ExportImageTaskRow row, WorldView at) => new()
    {
        ExportImageTaskId = row.Id,
        ImageId = row.ImageId,
        Description = row.Description,
        Progress = row.Status == ExportImageTaskRow.Active ? Begun : null,
        S3ExportLocation = new() { S3Bucket = row.Bucket, S3Prefix = row.Prefix },
        Status = row.Status,
        StatusMessage = row.StatusMessage,
        Tags = at.TagsOf(row.Id),
    };
}
