using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Ends instances for good. Those that are terminated stay so, without an error.</summary>
internal sealed class TerminateInstances : IMutation<TerminateInstancesRequest, TerminateInstancesResult>
{
    public static TerminateInstancesResult Run(TerminateInstancesRequest input, Change change)
    {
        var instances = ChosenInstances.Of(change, input.InstanceIds);
        if (instances.Find(IsKept) is { } kept)
            throw Ec2Errors.OperationNotPermitted(
                $"The instance '{kept.Id}' may not be terminated. Modify its "
                + $"'{(kept.IsTerminationDisabled ? "disableApiTermination" : "disableApiStop")}' instance attribute "
                + "and try again.");
        var changes = instances.Select(instance =>
            ChosenInstances.Changed(instance, InstanceLifecycle.AskTerminate(change, instance, Cause.User)));
        return new() { TerminatingInstances = [.. changes] };
    }

    /// <summary>Stop protection keeps from termination too (EC2 User Guide, "Enable stop protection").</summary>
    private static bool IsKept(InstanceRow instance) =>
        (instance.IsTerminationDisabled || instance.IsStopDisabled) && !instance.IsTerminated;
}
