using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Roles;

/// <summary>Adds or replaces an inline policy of a role.</summary>
internal sealed class PutRolePolicy : IMutation<PutRolePolicyRequest, PutRolePolicyResult>
{
    public static PutRolePolicyResult Run(PutRolePolicyRequest input, Change change)
    {
        RoleChanges.Update(change, input.RoleName, row =>
            EntityPolicies.Put(row, input.PolicyName, input.PolicyDocument, "role", MaxInlineSize));
        return new();
    }

    /// <summary>Source: IAM User Guide, "IAM and STS character limits".</summary>
    private const int MaxInlineSize = 10_240;
}
