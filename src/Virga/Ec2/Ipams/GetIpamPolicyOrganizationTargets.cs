using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Lists the organization's parts that a policy holds for: none.</summary>
internal sealed class GetIpamPolicyOrganizationTargets
    : IQuery<GetIpamPolicyOrganizationTargetsRequest, GetIpamPolicyOrganizationTargetsResult>
{
    public static GetIpamPolicyOrganizationTargetsResult Run(
        GetIpamPolicyOrganizationTargetsRequest input, WorldView at)
    {
        at.Named<IpamPolicyRow>(input.IpamPolicyId);
        NoItems.Check(input.Filters, input.NextToken, "organization-target-id");
        return new() { OrganizationTargets = [] };
    }
}
