using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Launches instances of an image.</summary>
internal sealed class RunInstances : IMutation<RunInstancesRequest, Reservation>
{
    public static Reservation Run(RunInstancesRequest input, Change change)
    {
        DropEmpty(input);
        var instances = Launch.Run(LaunchPlan.Of(input, change), change);
        var views = instances.Select(instance => InstanceView.Of(change.Get<InstanceRow>(instance.Id), change));
        return ReservationView.Of(instances[0].ReservationId, [.. views], change);
    }

    /// <summary>
    /// What is given as an empty text is not given: AWS's SDK for Go lets programs send that, and EC2 launches all the
    /// same. Packer 1.6 sends an empty SubnetId wherever its template names none (step_run_source_instance.go).
    /// </summary>
    private static void DropEmpty(RunInstancesRequest input)
    {
        if (input.SubnetId is "") input.SubnetId = null;
        if (input.KeyName is "") input.KeyName = null;
        if (input.KernelId is "") input.KernelId = null;
        if (input.RamdiskId is "") input.RamdiskId = null;
        if (input.PrivateIpAddress is "") input.PrivateIpAddress = null;
        if (input.UserData is "") input.UserData = null;
    }
}
