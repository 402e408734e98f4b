using Virga.Iam.LastUse;
using Virga.Wire.Iam;

namespace Virga.Iam.Roles;

/// <summary>Roles as IAM shows them; each operation shows other members (recorded on AWS).</summary>
internal static class RoleView
{
    /// <summary>As ListRoles and instance profiles show a role: no tags, boundary or last use.</summary>
    public static Role Of(RoleRow row, string account) => new()
    {
        Path = row.Path,
        RoleName = row.Id,
        RoleId = row.UniqueId,
        Arn = ArnOf(row, account),
        CreateDate = row.CreateDate,
        AssumeRolePolicyDocument = PolicyDocuments.Encode(row.TrustPolicy),
        Description = row.Description,
        MaxSessionDuration = row.MaxSessionDurationSeconds,
    };

    /// <summary>As CreateRole answers: neither MaxSessionDuration nor RoleLastUsed.</summary>
    public static Role Created(RoleRow row, string account)
    {
        var role = Of(row, account);
        role.Description = null;
        role.MaxSessionDuration = null;
        role.PermissionsBoundary = EntityPolicies.ShowBoundary(row);
        role.Tags = IamTagging.Show(row.Tags);
        return role;
    }

    /// <summary>As GetRole shows it; an empty element stands for a role that was never used.</summary>
    public static Role Whole(RoleRow row, string account, UseRow? use)
    {
        var role = Of(row, account);
        role.PermissionsBoundary = EntityPolicies.ShowBoundary(row);
        role.Tags = IamTagging.Show(row.Tags);
        var last = use?.Latest?.Use;
        role.RoleLastUsed = new() { LastUsedDate = last?.At, Region = last?.Region };
        return role;
    }

    public static string ArnOf(RoleRow row, string account) => IamArns.Of(account, "role", row.Path, row.Id);
}
