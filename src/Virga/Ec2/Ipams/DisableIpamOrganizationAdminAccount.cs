using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Would end what EnableIpamOrganizationAdminAccount began; there are no organizations.</summary>
internal sealed class DisableIpamOrganizationAdminAccount
    : IMutation<DisableIpamOrganizationAdminAccountRequest, DisableIpamOrganizationAdminAccountResult>
{
    public static DisableIpamOrganizationAdminAccountResult Run(
        DisableIpamOrganizationAdminAccountRequest input, Change change) => throw IpamOrganizations.Absent();
}
