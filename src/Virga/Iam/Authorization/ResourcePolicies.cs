using Virga.Ecr;
using Virga.Iam.Evaluation;
using Virga.Iam.Roles;
using Virga.State;

namespace Virga.Iam.Authorization;

/// <summary>
/// The policy that a resource itself has: the trust policy of a role that is to be assumed, the policies of a
/// repository and of its registry.
/// </summary>
internal static class ResourcePolicies
{
    /// <summary>The policy, or null when the resource has none.</summary>
    /// <param name="at">The caller's account and region.</param>
    /// <param name="action">Such as <c>sts:AssumeRole</c>.</param>
    /// <param name="owner">The account of the resource.</param>
    /// <param name="resource">Its ARN.</param>
    public static SourcePolicy? Of(WorldView at, string action, string owner, string resource)
    {
        if (action is "sts:AssumeRole" or "sts:TagSession" or "sts:SetSourceIdentity")
            return at.At(new Scope(owner, Scope.GlobalRegion)).Find<RoleRow>(IamArns.NameOf(resource)) is { } role
                ? new("trust", "Trust Policy", PolicyReader.Read(role.TrustPolicy, PolicyKind.Trust))
                : null;
        return action.StartsWith("ecr:", StringComparison.Ordinal)
            ? RepositoryAccess.PolicyOf(at, action, resource)
            : null;
    }
}
