using Virga.Ec2.ImportExportTasks;
using Virga.Ec2.Snapshots;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Ends an import that is not done yet.</summary>
internal sealed class CancelImportTask : IMutation<CancelImportTaskRequest, CancelImportTaskResult>
{
    private const string DefaultReason = "User initiated task cancelation";

    public static CancelImportTaskResult Run(CancelImportTaskRequest input, Change change)
    {
        var id = input.ImportTaskId ?? throw CommonErrors.MissingParameter("ImportTaskId");
        if (id.StartsWith("import-snap-", StringComparison.Ordinal)) return OfSnapshot(change, id, input.CancelReason);
        Ids.Check(ImportImageTaskRow.Kind, id);
        var task = change.Get<ImportImageTaskRow>(id);
        if (task.Status != ImportImageTaskRow.Active)
            throw Over(id, task.Status);
        change.Put(task with
        {
            Status = ImportImageTaskRow.Deleted,
            StatusMessage = input.CancelReason ?? DefaultReason,
        });
        return new() { ImportTaskId = id, PreviousState = task.Status, State = ImportImageTaskRow.Deleted };
    }

    private static CancelImportTaskResult OfSnapshot(Change change, string id, string? reason)
    {
        Ids.Check(ImportSnapshotTaskRow.Kind, id);
        var task = change.Get<ImportSnapshotTaskRow>(id);
        var status = task.StatusAt(change);
        if (status != ImportSnapshotTaskRow.Active) throw Over(id, status);
        change.Remove<SnapshotRow>(task.SnapshotId);
        change.Put(task with { CancelReason = reason ?? DefaultReason });
        return new() { ImportTaskId = id, PreviousState = status, State = ImportSnapshotTaskRow.Deleted };
    }

    private static AwsException Over(string id, string status) =>
        new("IncorrectState", $"The task {id} is {status} and can not be cancelled.");
}
