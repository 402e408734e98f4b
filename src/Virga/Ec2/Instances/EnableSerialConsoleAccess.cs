using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Lets the account's users reach the serial consoles of its instances in the region.</summary>
internal sealed class EnableSerialConsoleAccess
    : IMutation<EnableSerialConsoleAccessRequest, EnableSerialConsoleAccessResult>
{
    public static EnableSerialConsoleAccessResult Run(EnableSerialConsoleAccessRequest input, Change change)
    {
        change.Put(InstanceSettingsRow.Of(change) with { IsSerialConsoleEnabled = true });
        return new() { SerialConsoleAccessEnabled = true };
    }
}
