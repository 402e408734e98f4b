using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityManager;

/// <summary>Ends what never began: the capacity manager is off.</summary>
internal sealed class DisableCapacityManager
    : IMutation<DisableCapacityManagerRequest, DisableCapacityManagerResult>
{
    public static DisableCapacityManagerResult Run(
        DisableCapacityManagerRequest input, Change change) =>
        new() { CapacityManagerStatus = CapacityManagerStatus.Disabled, OrganizationsAccess = false };
}
