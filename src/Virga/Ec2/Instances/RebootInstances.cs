using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Reboots running instances; everything of them stays.</summary>
internal sealed class RebootInstances : IMutation<RebootInstancesRequest, RebootInstancesResult>
{
    public static RebootInstancesResult Run(RebootInstancesRequest input, Change change)
    {
        foreach (var instance in ChosenInstances.Of(change, input.InstanceIds))
        {
            if (instance.State is not (InstanceStateName.Running or InstanceStateName.Pending))
                throw Ec2Errors.IncorrectInstanceState(
                    instance.Id, "The instance '{id}' is not in the 'running' state.");
            InstanceLifecycle.AskReboot(change, instance);
        }

        return new();
    }
}
