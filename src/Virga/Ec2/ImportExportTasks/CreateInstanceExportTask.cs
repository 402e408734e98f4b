using Virga.Ec2.Instances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ImportExportTasks;

/// <summary>Writes an instance to S3; no bucket exists here.</summary>
internal sealed class CreateInstanceExportTask
    : IMutation<CreateInstanceExportTaskRequest, CreateInstanceExportTaskResult>
{
    public static CreateInstanceExportTaskResult Run(CreateInstanceExportTaskRequest input, Change change)
    {
        ChosenInstances.One(change, input.InstanceId);
        throw NoBuckets.NotFound(input.ExportToS3Task?.S3Bucket);
    }
}
