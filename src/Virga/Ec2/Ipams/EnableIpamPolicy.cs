using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Lets a policy hold for the account, in place of any other.</summary>
internal sealed class EnableIpamPolicy : IMutation<EnableIpamPolicyRequest, EnableIpamPolicyResult>
{
    public static EnableIpamPolicyResult Run(EnableIpamPolicyRequest input, Change change)
    {
        if (input.OrganizationTargetId is not null) throw IpamOrganizations.Absent();
        var row = change.Named<IpamPolicyRow>(input.IpamPolicyId);
        foreach (var other in change.Rows<IpamPolicyRow>().Where(one => one.IsEnabled).ToList())
            change.Put(other with { IsEnabled = false });
        change.Put(row with { IsEnabled = true });
        return new() { IpamPolicyId = row.Id };
    }
}
