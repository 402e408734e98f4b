using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Organizations;

/// <summary>Shows a report that GenerateOrganizationsAccessReport began. There are none.</summary>
internal sealed class GetOrganizationsAccessReport : IQuery<GetOrganizationsAccessReportRequest,
    GetOrganizationsAccessReportResponse>
{
    public static GetOrganizationsAccessReportResponse Run(GetOrganizationsAccessReportRequest input, WorldView at) =>
        throw IamErrors.NoSuchEntity($"The job with id {input.JobId} cannot be found.");
}
