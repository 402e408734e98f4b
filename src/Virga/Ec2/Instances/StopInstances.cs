using Virga.Ec2.SpotInstances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Stops running instances; disk, private address and identity stay.</summary>
internal sealed class StopInstances : IMutation<StopInstancesRequest, StopInstancesResult>
{
    public static StopInstancesResult Run(StopInstancesRequest input, Change change)
    {
        var changes = new List<InstanceStateChange>();
        foreach (var instance in ChosenInstances.Of(change, input.InstanceIds))
        {
            if (instance.IsStopDisabled)
                throw Ec2Errors.OperationNotPermitted(
                    $"The instance '{instance.Id}' may not be stopped. Modify its 'disableApiStop' instance attribute "
                    + "and try again.");
            SpotRequests.DemandStoppable(change, instance);
            if (input.Hibernate == true && !instance.IsHibernationConfigured)
                throw new AwsException("UnsupportedHibernationConfiguration",
                    $"The instance '{instance.Id}' is not configured for hibernation.");
            var hibernates = input.Hibernate == true && input.Force != true;
            if (hibernates && instance.Backend == "docker")
                throw new AwsException(
                    "UnsupportedOperation",
                    $"The instance '{instance.Id}' is a container, whose memory can not be kept. Stop it without "
                    + "hibernation.");
            // API Reference, StopInstances: no shutdown of the guest, which is what a forced stop is here.
            var isForced = input.Force == true || input.SkipOsShutdown == true;
            var next = instance.State switch
            {
                InstanceStateName.Running or InstanceStateName.Pending =>
                    InstanceLifecycle.AskStop(
                        change, instance, isForced, hibernates ? Cause.Hibernation : Cause.User, hibernates),
                InstanceStateName.Stopping when isForced =>
                    InstanceLifecycle.AskStop(change, instance, isForced: true, Cause.User),
                InstanceStateName.Stopped or InstanceStateName.Stopping => instance,
                _ => throw Ec2Errors.IncorrectInstanceState(
                    instance.Id, "The instance '{id}' is not in a state from which it can be stopped."),
            };
            changes.Add(ChosenInstances.Changed(instance, next));
        }

        return new() { StoppingInstances = changes };
    }
}
