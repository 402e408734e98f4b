using Virga.Service;

namespace Virga.Ec2.ImportExportTasks;

/// <summary>
/// Disks are imported from S3 and exported to it, and there is no S3 here: no task can be begun, so that no id is
/// known.
/// Codes: EC2 API Reference, "Error codes".
/// </summary>
internal static class NoTasks
{
    public static AwsException Conversion(string id) =>
        new("InvalidConversionTaskId", $"The conversion task ID '{id}' does not exist");

    public static AwsException Export(string id) =>
        new("InvalidExportTaskID.NotFound", $"The export task ID '{id}' does not exist");

    public static AwsException Import(string id) =>
        new("InvalidConversionTaskId.Malformed", $"The import task ID '{id}' does not exist");

    /// <summary>For a disk that is named by URL: it would be read from S3 all the same.</summary>
    public static AwsException Url(string? url) => url is null
        ? CommonErrors.MissingParameter("DiskContainer")
        : new("InvalidParameter", $"The URL '{url}' cannot be read: there is no S3 in Virga.");
}
