using Virga.Ecr.RegistryPolicies;
using Virga.Ecr.Repositories;
using Virga.Iam.Evaluation;
using Virga.Iam.Roles;
using Virga.State;

namespace Virga.Iam.Authorization;

/// <summary>
/// The policy that a resource itself has: the trust policy of a role that is to be assumed, the policy of a repository,
/// the policy of a registry for what other accounts make in it.
/// </summary>
internal static class ResourcePolicies
{
    private const string Repository = "repository/";

    /// <summary>Source: ECR User Guide, "Registry permissions".</summary>
    private static readonly string[] OfRegistry =
        ["ecr:CreateRepository", "ecr:ReplicateImage", "ecr:BatchImportUpstreamImage"];

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
        if (!action.StartsWith("ecr:", StringComparison.Ordinal)) return null;
        var registry = at.At(at.Scope with { Account = owner });
        var text = OfRegistry.Contains(action)
            ? RegistryRow.Of(registry).PolicyText
            : registry.Find<RepositoryRow>(NameOf(resource))?.PolicyText;
        return text is null
            ? null
            : new("repository", "Resource Policy", PolicyReader.Read(text, PolicyKind.Resource));
    }

    private static string? NameOf(string arn) => arn.Split(':', 6) is [_, _, _, _, _, var resource]
        && resource.StartsWith(Repository, StringComparison.Ordinal)
            ? resource[Repository.Length..]
            : null;
}
