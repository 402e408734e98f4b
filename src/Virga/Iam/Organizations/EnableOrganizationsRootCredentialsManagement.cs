using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Organizations;

/// <summary>Would let the organization manage its members' root credentials. No account here is in one.</summary>
internal sealed class EnableOrganizationsRootCredentialsManagement : IQuery<
    EnableOrganizationsRootCredentialsManagementRequest, EnableOrganizationsRootCredentialsManagementResponse>
{
    public static EnableOrganizationsRootCredentialsManagementResponse Run(
        EnableOrganizationsRootCredentialsManagementRequest input, WorldView at) =>
            throw IamErrors.OrganizationNotFound();
}
