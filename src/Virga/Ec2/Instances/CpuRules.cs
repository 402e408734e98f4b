using Virga.Ec2.InstanceTypes;
using Virga.Service;

namespace Virga.Ec2.Instances;

/// <summary>Which cores and threads a type can be cut down to.</summary>
internal static class CpuRules
{
    /// <summary>Throws unless the type lists both numbers.</summary>
    public static void Check(InstanceTypeFacts type, int cores, int threads)
    {
        var processor = type.Processor;
        var isDefault = cores == processor.Cores && threads == processor.ThreadsPerCore;
        if (isDefault || (processor.ValidCores.Contains(cores) && processor.ValidThreadsPerCore.Contains(threads)))
            return;
        throw CommonErrors.InvalidParameterValue(
            $"The CPU options {cores} cores and {threads} threads per core are not valid for the instance type "
            + $"{type.Name}.");
    }
}
