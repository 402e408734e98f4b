using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ImportExportTasks;

/// <summary>Cancels an import of an image or snapshot; there are none.</summary>
internal sealed class CancelImportTask : IMutation<CancelImportTaskRequest, CancelImportTaskResult>
{
    public static CancelImportTaskResult Run(CancelImportTaskRequest input, Change change) =>
        throw NoTasks.Import(input.ImportTaskId ?? "");
}
