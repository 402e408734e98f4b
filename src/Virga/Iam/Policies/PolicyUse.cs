using Virga.Iam.Groups;
using Virga.Iam.Roles;
using Virga.Iam.Users;
using Virga.State;

namespace Virga.Iam.Policies;

/// <summary>Who uses a managed policy.</summary>
internal static class PolicyUse
{
    public static IEnumerable<IamEntityRow> Attached(WorldView at, string arn) =>
        All(at).Where(entity => entity.AttachedPolicies.Contains(arn));

    public static IEnumerable<IamEntityRow> Bounded(WorldView at, string arn) =>
        All(at).Where(entity => entity.PermissionsBoundary == arn);

    private static IEnumerable<IamEntityRow> All(WorldView at) =>
        [.. at.Rows<UserRow>(), .. at.Rows<GroupRow>(), .. at.Rows<RoleRow>()];
}
