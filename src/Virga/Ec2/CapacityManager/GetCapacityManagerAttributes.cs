using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityManager;

/// <summary>Tells that the capacity manager is off, as at first on AWS; it cannot be enabled here.</summary>
internal sealed class GetCapacityManagerAttributes
    : IQuery<GetCapacityManagerAttributesRequest, GetCapacityManagerAttributesResult>
{
    public static GetCapacityManagerAttributesResult Run(
        GetCapacityManagerAttributesRequest input, WorldView at) => new()
    {
        CapacityManagerStatus = CapacityManagerStatus.Disabled, OrganizationsAccess = false, DataExportCount = 0,
    };
}
