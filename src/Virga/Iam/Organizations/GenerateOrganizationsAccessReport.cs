using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Organizations;

/// <summary>
/// Would report what the entities of an organization used. Only its management account may ask, and no account here is
/// one.
/// </summary>
internal sealed class GenerateOrganizationsAccessReport : IQuery<GenerateOrganizationsAccessReportRequest,
    GenerateOrganizationsAccessReportResponse>
{
    public static GenerateOrganizationsAccessReportResponse Run(
        GenerateOrganizationsAccessReportRequest input, WorldView at) =>
        throw IamErrors.AccessDenied($"User: {at.Caller.Arn} is not authorized to perform: "
            + $"iam:GenerateOrganizationsAccessReport on resource: {input.EntityPath}");
}
