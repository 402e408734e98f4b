using Virga.Iam.Evaluation;
using Virga.Iam.Groups;
using Virga.Iam.Policies;
using Virga.Iam.Roles;
using Virga.Iam.Simulation;
using Virga.Iam.Users;
using Virga.State;

namespace Virga.Iam.LastUse;

/// <summary>Whose last uses are asked for, and what its policies grant.</summary>
/// <param name="Entities">The users and roles that can have used something.</param>
/// <param name="Policies">What grants it.</param>
internal sealed record AccessSubject(IReadOnlyList<IamEntityRow> Entities, IReadOnlyList<PolicyDocument> Policies)
{
    /// <summary>A user or role itself; the users of a group; all that a managed policy is attached to.</summary>
    public static AccessSubject Of(WorldView at, string arn)
    {
        if (arn.Contains(":policy/", StringComparison.Ordinal)) return OfPolicy(at, arn);
        var entity = PrincipalPolicies.Find(at, arn);
        var documents = PrincipalPolicies.Of(at, entity).Identity.Select(policy => policy.Document).ToList();
        return new(entity is GroupRow group ? Members(at, group.Id) : [entity], documents);
    }

    private static AccessSubject OfPolicy(WorldView at, string arn)
    {
        var policy = PrincipalPolicies.Managed(at, arn)
            ?? throw IamErrors.NoSuchEntity($"The entity with ARN {arn} cannot be found.");
        var attached = PolicyUse.Attached(at, arn).ToList();
        var entities = attached.SelectMany(one => one is GroupRow ? Members(at, one.Id) : [one]).Distinct().ToList();
        return new(entities, [policy.Document]);
    }

    private static List<IamEntityRow> Members(WorldView at, string group) =>
        [.. at.Rows<UserRow>().By(UserRow.ByGroup, group)];

    public static string ArnOf(IamEntityRow row, string account) => row is RoleRow role
        ? RoleView.ArnOf(role, account)
        : IamArns.Of(account, row is GroupRow ? "group" : "user", row.Path, row.Id);

    public static string KindOf(IamEntityRow row) => row switch
    {
        RoleRow => "ROLE",
        GroupRow => "GROUP",
        _ => "USER",
    };
}
