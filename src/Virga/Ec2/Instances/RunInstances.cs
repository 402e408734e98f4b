using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Launches instances of an image.</summary>
internal sealed class RunInstances : IMutation<RunInstancesRequest, Reservation>
{
    public static Reservation Run(RunInstancesRequest input, Change change)
    {
        var instances = Launch.Run(LaunchPlan.Of(input, change), change);
        var views = instances.Select(instance => InstanceView.Of(change.Get<InstanceRow>(instance.Id), change));
        return ReservationView.Of(instances[0].ReservationId, [.. views], change);
    }
}
