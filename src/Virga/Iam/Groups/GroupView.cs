using Virga.Wire.Iam;

namespace Virga.Iam.Groups;

/// <summary>Groups as IAM shows them.</summary>
internal static class GroupView
{
    public static Group Of(GroupRow row, string account) => new()
    {
        Path = row.Path,
        GroupName = row.Id,
        GroupId = row.UniqueId,
        Arn = IamArns.Of(account, "group", row.Path, row.Id),
        CreateDate = row.CreateDate,
    };
}
