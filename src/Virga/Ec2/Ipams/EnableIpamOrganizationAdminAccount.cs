using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Would let an account manage the IPAM of an organization; there are none.</summary>
internal sealed class EnableIpamOrganizationAdminAccount
    : IMutation<EnableIpamOrganizationAdminAccountRequest, EnableIpamOrganizationAdminAccountResult>
{
    public static EnableIpamOrganizationAdminAccountResult Run(
        EnableIpamOrganizationAdminAccountRequest input, Change change) => throw IpamOrganizations.Absent();
}
