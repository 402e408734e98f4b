using Virga.Iam.Groups;
using Virga.Iam.Roles;
using Virga.Iam.Users;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Policies;

/// <summary>Lists who uses a managed policy.</summary>
internal sealed class ListEntitiesForPolicy : IQuery<ListEntitiesForPolicyRequest, ListEntitiesForPolicyResponse>
{
    public static ListEntitiesForPolicyResponse Run(ListEntitiesForPolicyRequest input, WorldView at)
    {
        ManagedPolicyLookup.CheckArn(input.PolicyArn);
        if (!ManagedPolicyLookup.Exists(at, input.PolicyArn!)) throw IamErrors.NoSuchPolicy(input.PolicyArn!);
        var users = input.PolicyUsageFilter == "PermissionsBoundary"
            ? PolicyUse.Bounded(at, input.PolicyArn!)
            : PolicyUse.Attached(at, input.PolicyArn!);
        var page = IamPage.Of(users.Where(one => IsWanted(one, input)), one => one.Id, input.MaxItems, input.Marker);
        return new()
        {
            PolicyUsers = [.. page.Items.OfType<UserRow>().Select(row => new PolicyUser { UserName = row.Id,
                UserId = row.UniqueId })],
            PolicyGroups = [.. page.Items.OfType<GroupRow>().Select(row => new PolicyGroup { GroupName = row.Id,
                GroupId = row.UniqueId })],
            PolicyRoles = [.. page.Items.OfType<RoleRow>().Select(row => new PolicyRole { RoleName = row.Id,
                RoleId = row.UniqueId })],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }

    private static bool IsWanted(IamEntityRow row, ListEntitiesForPolicyRequest input) =>
        row.Path.StartsWith(input.PathPrefix ?? "/", StringComparison.Ordinal) && input.EntityFilter switch
        {
            "User" => row is UserRow,
            "Group" => row is GroupRow,
            "Role" => row is RoleRow,
            _ => true,
        };
}
