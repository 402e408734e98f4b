using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Organizations;

/// <summary>Would end what EnableOrganizationsRootSessions began. No account here is in one.</summary>
internal sealed class DisableOrganizationsRootSessions : IQuery<DisableOrganizationsRootSessionsRequest,
    DisableOrganizationsRootSessionsResponse>
{
    public static DisableOrganizationsRootSessionsResponse Run(DisableOrganizationsRootSessionsRequest input,
        WorldView at) =>
        throw IamErrors.OrganizationNotFound();
}
