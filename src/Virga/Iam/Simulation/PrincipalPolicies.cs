using System.Collections.Immutable;
using Virga.Iam.Evaluation;
using Virga.Iam.Groups;
using Virga.Iam.Policies;
using Virga.Iam.Roles;
using Virga.Iam.Users;
using Virga.State;

namespace Virga.Iam.Simulation;

/// <summary>
/// Collects the policies of users, groups and roles for the evaluator. The view must be the account's global one.
/// </summary>
internal static class PrincipalPolicies
{
    public static PolicySet Of(WorldView at, IamEntityRow entity)
    {
        var all = OfEntity(at, entity);
        if (entity is UserRow user)
            foreach (var name in user.Groups)
                if (at.Find<GroupRow>(name) is { } group) all = all.AddRange(OfEntity(at, group));
        return new()
        {
            Identity = all,
            Boundary = entity.PermissionsBoundary is { } arn ? Managed(at, arn) : null,
        };
    }

    /// <summary>The user, group or role of an ARN, or NoSuchEntity.</summary>
    public static IamEntityRow Find(WorldView at, string arn)
    {
        var name = IamArns.NameOf(arn);
        IamEntityRow? found = arn.Split(':', 6) is [_, _, "iam", _, _, var resource]
            ? resource.Split('/')[0] switch
            {
                "user" => at.Find<UserRow>(name),
                "group" => at.Find<GroupRow>(name),
                "role" => at.Find<RoleRow>(name),
                _ => null,
            }
            : null;
        return found ?? throw IamErrors.NoSuchEntity($"The entity with ARN {arn} cannot be found.");
    }

    /// <summary>A managed policy for the evaluator, or null when it is gone.</summary>
    public static SourcePolicy? Managed(WorldView at, string arn) =>
        ManagedPolicyLookup.FindDocument(at, arn) is { } text ? Source(arn, "IAM Policy", text) : null;

    private static ImmutableArray<SourcePolicy> OfEntity(WorldView at, IamEntityRow entity)
    {
        var kind = entity switch { UserRow => "user", GroupRow => "group", _ => "role" };
        var inline = entity.InlinePolicies
            .Select(policy => Source($"{kind}_{entity.Id}_{policy.Key}", "IAM Policy", policy.Value));
        var attached = entity.AttachedPolicies.Select(arn => Managed(at, arn)).OfType<SourcePolicy>();
        return [.. inline, .. attached];
    }

    /// <summary>
    /// AWS's own documents need not pass the checks for new ones, so only the resource grammar is asked.
    /// </summary>
    private static SourcePolicy Source(string id, string kind, string text) =>
        new(id, kind, PolicyReader.Read(text, PolicyKind.Resource));
}
