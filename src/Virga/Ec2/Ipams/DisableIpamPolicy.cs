using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>A policy holds no more.</summary>
internal sealed class DisableIpamPolicy : IMutation<DisableIpamPolicyRequest, DisableIpamPolicyResult>
{
    public static DisableIpamPolicyResult Run(DisableIpamPolicyRequest input, Change change)
    {
        if (input.OrganizationTargetId is not null) throw IpamOrganizations.Absent();
        change.Put(change.Named<IpamPolicyRow>(input.IpamPolicyId) with { IsEnabled = false });
        return new() { Return = true };
    }
}
