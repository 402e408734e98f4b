using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Groups;

/// <summary>Shows an inline policy of a group.</summary>
internal sealed class GetGroupPolicy : IQuery<GetGroupPolicyRequest, GetGroupPolicyResponse>
{
    public static GetGroupPolicyResponse Run(GetGroupPolicyRequest input, WorldView at)
    {
        var row = at.Get<GroupRow>(input.GroupName!);
        return new()
        {
            GroupName = row.Id,
            PolicyName = input.PolicyName,
            PolicyDocument = EntityPolicies.Get(row, input.PolicyName, "group"),
        };
    }
}
