using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Organizations;

/// <summary>Would end what EnableOrganizationsRootCredentialsManagement began. No account here is in one.</summary>
internal sealed class DisableOrganizationsRootCredentialsManagement : IQuery<
    DisableOrganizationsRootCredentialsManagementRequest, DisableOrganizationsRootCredentialsManagementResponse>
{
    public static DisableOrganizationsRootCredentialsManagementResponse Run(
        DisableOrganizationsRootCredentialsManagementRequest input, WorldView at) =>
            throw IamErrors.OrganizationNotFound();
}
