using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Keeps the account's users from the serial consoles of its instances in the region.</summary>
internal sealed class DisableSerialConsoleAccess
    : IMutation<DisableSerialConsoleAccessRequest, DisableSerialConsoleAccessResult>
{
    public static DisableSerialConsoleAccessResult Run(DisableSerialConsoleAccessRequest input, Change change)
    {
        change.Put(InstanceSettingsRow.Of(change) with { IsSerialConsoleEnabled = false });
        return new() { SerialConsoleAccessEnabled = false };
    }
}
