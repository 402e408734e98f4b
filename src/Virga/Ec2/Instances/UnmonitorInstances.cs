using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Turns detailed monitoring of instances off; the answer says disabling, as on AWS.</summary>
internal sealed class UnmonitorInstances : IMutation<UnmonitorInstancesRequest, UnmonitorInstancesResult>
{
    public static UnmonitorInstancesResult Run(UnmonitorInstancesRequest input, Change change)
    {
        var answers = new List<InstanceMonitoring>();
        foreach (var instance in ChosenInstances.Of(change, input.InstanceIds))
        {
            change.Put(instance with { Monitoring = MonitoringState.Disabled });
            answers.Add(new() { InstanceId = instance.Id, Monitoring = new() { State = MonitoringState.Disabling } });
        }

        return new() { InstanceMonitorings = answers };
    }
}
