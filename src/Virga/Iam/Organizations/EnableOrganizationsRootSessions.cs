using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Organizations;

/// <summary>Would let the organization act as its members' root users. No account here is in one.</summary>
internal sealed class EnableOrganizationsRootSessions : IQuery<EnableOrganizationsRootSessionsRequest,
    EnableOrganizationsRootSessionsResponse>
{
    public static EnableOrganizationsRootSessionsResponse Run(EnableOrganizationsRootSessionsRequest input,
        WorldView at) =>
        throw IamErrors.OrganizationNotFound();
}
