using Virga.Ec2.InstanceTypes;
using Virga.Service;

namespace Virga.Ec2.Instances;

/// <summary>Which cores and threads a type can be cut down to.</summary>
internal static class CpuRules
{
    /// <summary>A guest cannot have guests here, whatever its type can on AWS.</summary>
    public static void CheckNested(string? asked, InstanceTypeFacts type)
    {
        if (asked == "enabled")
            throw new AwsException("UnsupportedOperation",
                $"The instance type '{type.Name}' does not support nested virtualization here (NestedVirtualization).");
    }

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
