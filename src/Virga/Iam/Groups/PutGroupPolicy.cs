using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Groups;

/// <summary>Adds or replaces an inline policy of a group.</summary>
internal sealed class PutGroupPolicy : IMutation<PutGroupPolicyRequest, PutGroupPolicyResult>
{
    public static PutGroupPolicyResult Run(PutGroupPolicyRequest input, Change change)
    {
        change.Update<GroupRow>(input.GroupName!, row =>
            EntityPolicies.Put(row, input.PolicyName, input.PolicyDocument, "group", MaxInlineSize));
        return new();
    }

    /// <summary>Source: IAM User Guide, "IAM and STS character limits".</summary>
    private const int MaxInlineSize = 5_120;
}
