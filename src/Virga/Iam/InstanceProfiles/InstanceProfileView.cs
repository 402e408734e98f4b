using Virga.Iam.Roles;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.InstanceProfiles;

/// <summary>Instance profiles as IAM shows them.</summary>
internal static class InstanceProfileView
{
    public static InstanceProfile Of(InstanceProfileRow row, WorldView at) => new()
    {
        Path = row.Path,
        InstanceProfileName = row.Id,
        InstanceProfileId = row.UniqueId,
        Arn = ArnOf(row, at.Account),
        CreateDate = row.CreateDate,
        Roles = at.Find<RoleRow>(row.RoleName) is { } role ? [RoleView.Of(role, at.Account)] : [],
        Tags = IamTagging.Show(row.Tags),
    };

    public static string ArnOf(InstanceProfileRow row, string account) =>
        IamArns.Of(account, "instance-profile", row.Path, row.Id);

    /// <summary>
    /// The profile that EC2's requests name by ARN or by name, or null. Any region of the account asks.
    /// </summary>
    public static InstanceProfileRow? Find(WorldView at, string? arn, string? name)
    {
        var global = at.At(at.Scope.Global);
        var row = global.Find<InstanceProfileRow>(name ?? (arn is null ? null : IamArns.NameOf(arn)));
        return row is not null && (arn is null || ArnOf(row, at.Account) == arn) ? row : null;
    }
}
