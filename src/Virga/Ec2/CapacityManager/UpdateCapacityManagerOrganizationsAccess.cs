using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityManager;

/// <summary>Would collect of all accounts of an organization; nothing is collected.</summary>
internal sealed class UpdateCapacityManagerOrganizationsAccess
    : IMutation<UpdateCapacityManagerOrganizationsAccessRequest, UpdateCapacityManagerOrganizationsAccessResult>
{
    public static UpdateCapacityManagerOrganizationsAccessResult Run(
        UpdateCapacityManagerOrganizationsAccessRequest input, Change change) =>
        throw NoDataExports.Off();
}
