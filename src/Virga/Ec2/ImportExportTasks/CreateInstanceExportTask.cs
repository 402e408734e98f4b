using Virga.Ec2.Instances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ImportExportTasks;

/// <summary>
/// Would write an instance to S3. AWS does so for instances that ImportInstance or ImportImage brought in as a whole
/// machine; no instance here is one.
/// </summary>
internal sealed class CreateInstanceExportTask
    : IMutation<CreateInstanceExportTaskRequest, CreateInstanceExportTaskResult>
{
    public static CreateInstanceExportTaskResult Run(CreateInstanceExportTaskRequest input, Change change)
    {
        ChosenInstances.One(change, input.InstanceId);
        // EC2 API Reference, "Error codes": NotExportable.
        throw new AwsException("NotExportable", "Only imported instances can be exported.");
    }
}
