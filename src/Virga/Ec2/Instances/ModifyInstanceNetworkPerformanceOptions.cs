using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Shares the bandwidth of a stopped instance between network and volumes in another way.</summary>
internal sealed class ModifyInstanceNetworkPerformanceOptions
    : IMutation<ModifyInstanceNetworkPerformanceRequest, ModifyInstanceNetworkPerformanceResult>
{
    public static ModifyInstanceNetworkPerformanceResult Run(
        ModifyInstanceNetworkPerformanceRequest input, Change change)
    {
        var instance = ChosenInstances.One(change, input.InstanceId);
        InstanceEdits.DemandStopped(instance, "bandwidthWeighting");
        var type = InstanceTypes.InstanceTypeCatalogue.Find(instance.InstanceType)!;
        BandwidthRules.Check(type, input.BandwidthWeighting);
        change.Put(instance with { BandwidthWeighting = input.BandwidthWeighting! });
        return new() { InstanceId = instance.Id, BandwidthWeighting = input.BandwidthWeighting };
    }
}
