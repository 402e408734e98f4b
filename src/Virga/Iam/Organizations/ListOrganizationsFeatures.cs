using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Organizations;

/// <summary>Lists what the organization manages of its members' root users. No account here is in one.</summary>
internal sealed class ListOrganizationsFeatures : IQuery<ListOrganizationsFeaturesRequest,
    ListOrganizationsFeaturesResponse>
{
    public static ListOrganizationsFeaturesResponse Run(ListOrganizationsFeaturesRequest input, WorldView at) =>
        throw IamErrors.OrganizationNotFound();
}
