using Virga.Compute;
using Virga.Ec2.Instances;
using Virga.Ec2.InstanceTypes;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2InstanceConnect;

/// <summary>Who may be at the serial console of an instance (EC2 User Guide, "EC2 Serial Console").</summary>
internal static class SerialConsoleAccess
{
    /// <summary>The port that can be typed at.</summary>
    /// <exception cref="Service.AwsException">There is none, or not for this account.</exception>
    public static ISerialConsole Port(WorldView at, InstanceRow instance, Machines? machines)
    {
        if (!InstanceSettingsRow.Of(at).IsSerialConsoleEnabled) throw ConnectErrors.SerialConsoleDisabled();
        if (instance.State != InstanceStateName.Running) throw ConnectErrors.InstanceState();
        if (InstanceTypeCatalogue.Find(instance.InstanceType)?.Hypervisor == "xen")
            throw ConnectErrors.SerialConsoleType();
        return machines?.As<ISerialConsole>(instance)
            ?? throw ConnectErrors.SerialConsoleUnsupported(instance.Backend);
    }

    /// <summary>Lines of keys that open it at this moment.</summary>
    public static IReadOnlyList<string> Keys(InstanceRow instance, DateTimeOffset now) =>
        [.. KeyGrant.Left(instance, now).Where(key => key.IsForSerialConsole).Select(key => key.Key)];
}
