using Virga.Ec2.Instances;
using Virga.Service;
using Virga.State;

namespace Virga.Ec2.MacHosts;

/// <summary>Macs are simulated: they have states, and no macOS that could be told anything.</summary>
internal static class MacInstances
{
    public static AwsException Unsupported(WorldView at, string? instanceId)
    {
        var instance = ChosenInstances.One(at, instanceId);
        var isMac = instance.InstanceType.StartsWith("mac", StringComparison.Ordinal);
        return new(
            "UnsupportedOperation",
            isMac ? $"The instance '{instance.Id}' is simulated: no macOS runs in it that could be changed."
                : $"The instance '{instance.Id}' is not a Mac instance.");
    }
}
