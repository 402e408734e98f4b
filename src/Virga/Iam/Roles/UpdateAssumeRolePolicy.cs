using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Roles;

/// <summary>Replaces the trust policy of a role.</summary>
internal sealed class UpdateAssumeRolePolicy : IMutation<UpdateAssumeRolePolicyRequest, UpdateAssumeRolePolicyResult>
{
    public static UpdateAssumeRolePolicyResult Run(UpdateAssumeRolePolicyRequest input, Change change)
    {
        var text = TrustPolicies.Check(change, input.PolicyDocument);
        RoleChanges.Update(change, input.RoleName, row => row with { TrustPolicy = text });
        return new();
    }
}
