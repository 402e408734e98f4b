using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Turns detailed monitoring of instances on; the answer says pending, as on AWS.</summary>
internal sealed class MonitorInstances : IMutation<MonitorInstancesRequest, MonitorInstancesResult>
{
    public static MonitorInstancesResult Run(MonitorInstancesRequest input, Change change)
    {
        var answers = new List<InstanceMonitoring>();
        foreach (var instance in ChosenInstances.Of(change, input.InstanceIds))
        {
            change.Put(instance with { Monitoring = MonitoringState.Enabled });
            answers.Add(new() { InstanceId = instance.Id, Monitoring = new() { State = MonitoringState.Pending } });
        }

        return new() { InstanceMonitorings = answers };
    }
}
