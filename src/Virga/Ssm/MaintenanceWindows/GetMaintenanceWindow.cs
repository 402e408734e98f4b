using Virga.Service;
using Virga.State;
using Virga.Wire.Ssm;

namespace Virga.Ssm.MaintenanceWindows;

/// <summary>Shows a maintenance window. None can be made here, so none exists; text recorded on AWS.</summary>
internal sealed class GetMaintenanceWindow : IQuery<GetMaintenanceWindowRequest, GetMaintenanceWindowResult>
{
    public static GetMaintenanceWindowResult Run(GetMaintenanceWindowRequest input, WorldView at) =>
        throw new AwsException("DoesNotExistException", $"Maintenance window {input.WindowId} does not exist");
}
