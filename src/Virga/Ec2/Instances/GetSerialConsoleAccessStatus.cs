using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Says whether the serial consoles of the account's instances can be reached.</summary>
internal sealed class GetSerialConsoleAccessStatus
    : IQuery<GetSerialConsoleAccessStatusRequest, GetSerialConsoleAccessStatusResult>
{
    public static GetSerialConsoleAccessStatusResult Run(GetSerialConsoleAccessStatusRequest input, WorldView at) =>
        new()
        {
            SerialConsoleAccessEnabled = InstanceSettingsRow.Of(at).IsSerialConsoleEnabled,
            ManagedBy = ManagedBy.Account,
        };
}
