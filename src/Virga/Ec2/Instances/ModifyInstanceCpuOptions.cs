using Virga.Ec2.InstanceTypes;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Changes the cores and threads of a stopped instance, within what its type allows.</summary>
internal sealed class ModifyInstanceCpuOptions
    : IMutation<ModifyInstanceCpuOptionsRequest, ModifyInstanceCpuOptionsResult>
{
    public static ModifyInstanceCpuOptionsResult Run(ModifyInstanceCpuOptionsRequest input, Change change)
    {
        var instance = ChosenInstances.One(change, input.InstanceId);
        InstanceEdits.DemandStopped(instance, "cpuOptions");
        var cores = input.CoreCount ?? instance.CoreCount;
        var threads = input.ThreadsPerCore ?? instance.ThreadsPerCore;
        var type = InstanceTypeCatalogue.Find(instance.InstanceType)!;
        CpuRules.CheckNested(input.NestedVirtualization, type);
        CpuRules.Check(type, cores, threads);
        change.Put(instance with { CoreCount = cores, ThreadsPerCore = threads });
        return new() { InstanceId = instance.Id, CoreCount = cores, ThreadsPerCore = threads };
    }
}
