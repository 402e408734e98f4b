using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ImportExportTasks;

/// <summary>Cancels an export; there are none.</summary>
internal sealed class CancelExportTask : IMutation<CancelExportTaskRequest, CancelExportTaskResult>
{
    public static CancelExportTaskResult Run(CancelExportTaskRequest input, Change change) =>
        throw NoTasks.Export(input.ExportTaskId!);
}
