using Virga.Ec2.SpotInstances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Starts stopped instances; those that run stay as they are.</summary>
internal sealed class StartInstances : IMutation<StartInstancesRequest, StartInstancesResult>
{
    public static StartInstancesResult Run(StartInstancesRequest input, Change change)
    {
        var changes = new List<InstanceStateChange>();
        foreach (var instance in ChosenInstances.Of(change, input.InstanceIds))
        {
            var next = instance.State switch
            {
                InstanceStateName.Stopped => Started(change, instance),
                InstanceStateName.Running or InstanceStateName.Pending => instance,
                _ => throw Ec2Errors.IncorrectInstanceState(
                    instance.Id, "The instance '{id}' is not in a state from which it can be started."),
            };
            changes.Add(ChosenInstances.Changed(instance, next));
        }

        return new() { StartingInstances = changes };
    }

    private static InstanceRow Started(Change change, InstanceRow instance)
    {
        SpotRequests.DemandStartable(change, instance);
        return InstanceLifecycle.AskStart(change, instance);
    }
}
