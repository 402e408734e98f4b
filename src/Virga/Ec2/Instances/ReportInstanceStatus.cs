using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>
/// Takes a user's report about instances. AWS reads it to improve its checks and changes nothing by it (API Reference).
/// </summary>
internal sealed class ReportInstanceStatus : IMutation<ReportInstanceStatusRequest, ReportInstanceStatusResult>
{
    public static ReportInstanceStatusResult Run(ReportInstanceStatusRequest input, Change change)
    {
        foreach (var instance in ChosenInstances.Of(change, input.Instances))
        {
            if (instance.State != InstanceStateName.Running)
                throw Ec2Errors.IncorrectInstanceState(
                    instance.Id, "The instance '{id}' is not in the 'running' state.");
        }

        return new();
    }
}
