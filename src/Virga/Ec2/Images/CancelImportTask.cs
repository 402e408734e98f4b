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
        Ids.Check(ImportImageTaskRow.Kind, id);
        var task = change.Get<ImportImageTaskRow>(id);
        if (task.Status != ImportImageTaskRow.Active)
            throw new AwsException("IncorrectState", $"The task {id} is {task.Status} and can not be cancelled.");
        change.Put(task with
        {
            Status = ImportImageTaskRow.Deleted,
            StatusMessage = input.CancelReason ?? DefaultReason,
        });
        return new() { ImportTaskId = id, PreviousState = task.Status, State = ImportImageTaskRow.Deleted };
    }
}
