using Virga.Ec2.Tags;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Policies and their documents as AWS shows them.</summary>
internal static class IpamPolicies
{
    public static IpamPolicy Of(IpamPolicyRow row, WorldView at) => new()
    {
        OwnerId = at.Account,
        IpamPolicyId = row.Id,
        IpamPolicyArn = IpamRules.Arn(at, "ipam-policy", row.Id),
        IpamPolicyRegion = at.Region,
        State = IpamPolicyState.CreateComplete,
        IpamId = row.IpamId,
        Tags = at.TagsOf(row.Id),
    };

    public static IpamPolicyDocument Document(IpamPolicyRow row, IpamPolicyRules rules) => new()
    {
        IpamPolicyId = row.Id,
        Locale = rules.Locale,
        ResourceType = rules.ResourceType,
        AllocationRules = [.. rules.PoolIds.Select(id => new IpamPolicyAllocationRule { SourceIpamPoolId = id })],
    };
}
