using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ScheduledInstances;

/// <summary>Launches scheduled instances; there are none.</summary>
internal sealed class RunScheduledInstances : IMutation<RunScheduledInstancesRequest, RunScheduledInstancesResult>
{
    public static RunScheduledInstancesResult Run(RunScheduledInstancesRequest input, Change change) =>
        throw NotFound(input.ScheduledInstanceId!);

    /// <summary>Code: EC2 API Reference, "Error codes".</summary>
    public static AwsException NotFound(string id) =>
        new("InvalidScheduledInstance", $"The scheduled instance ID '{id}' does not exist");
}
