using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Says which policy holds for the account.</summary>
internal sealed class GetEnabledIpamPolicy : IQuery<GetEnabledIpamPolicyRequest, GetEnabledIpamPolicyResult>
{
    public static GetEnabledIpamPolicyResult Run(GetEnabledIpamPolicyRequest input, WorldView at) =>
        at.Rows<IpamPolicyRow>().FirstOrDefault(one => one.IsEnabled) is { } row
            ? new() { IpamPolicyEnabled = true, IpamPolicyId = row.Id, ManagedBy = IpamPolicyManagedBy.Account }
            : new() { IpamPolicyEnabled = false };
}
