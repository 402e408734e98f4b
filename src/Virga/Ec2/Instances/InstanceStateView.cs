using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>State names and their codes (EC2 API Reference, InstanceState).</summary>
internal static class InstanceStateView
{
    public static InstanceState Of(string name) => new() { Name = name, Code = CodeOf(name) };

    private static int CodeOf(string name) => name switch
    {
        InstanceStateName.Pending => 0,
        InstanceStateName.Running => 16,
        InstanceStateName.ShuttingDown => 32,
        InstanceStateName.Terminated => 48,
        InstanceStateName.Stopping => 64,
        InstanceStateName.Stopped => 80,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };
}
