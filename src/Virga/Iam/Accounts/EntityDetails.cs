using Virga.Iam.Groups;
using Virga.Iam.InstanceProfiles;
using Virga.Iam.Policies;
using Virga.Iam.Roles;
using Virga.Iam.Users;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Accounts;

/// <summary>Entities with their policies, as GetAccountAuthorizationDetails shows them.</summary>
internal static class EntityDetails
{
    public static UserDetail Of(UserRow row, WorldView at) => new()
    {
        Path = row.Path,
        UserName = row.Id,
        UserId = row.UniqueId,
        Arn = UserView.ArnOf(row, at.Account),
        CreateDate = row.CreateDate,
        UserPolicyList = Inline(row),
        GroupList = [.. row.Groups],
        AttachedManagedPolicies = Attached(row),
        PermissionsBoundary = EntityPolicies.ShowBoundary(row),
        Tags = IamTagging.List(row.Tags),
    };

    public static GroupDetail Of(GroupRow row, WorldView at) => new()
    {
        Path = row.Path,
        GroupName = row.Id,
        GroupId = row.UniqueId,
        Arn = GroupView.Of(row, at.Account).Arn,
        CreateDate = row.CreateDate,
        GroupPolicyList = Inline(row),
        AttachedManagedPolicies = Attached(row),
    };

    public static RoleDetail Of(RoleRow row, WorldView at) => new()
    {
        Path = row.Path,
        RoleName = row.Id,
        RoleId = row.UniqueId,
        Arn = RoleView.ArnOf(row, at.Account),
        CreateDate = row.CreateDate,
        AssumeRolePolicyDocument = PolicyDocuments.Encode(row.TrustPolicy),
        InstanceProfileList =
        [
            .. at.Rows<InstanceProfileRow>().By(InstanceProfileRow.ByRole, row.Id)
                .Select(profile => InstanceProfileView.Of(profile, at)),
        ],
        RolePolicyList = Inline(row),
        AttachedManagedPolicies = Attached(row),
        PermissionsBoundary = EntityPolicies.ShowBoundary(row),
        Tags = IamTagging.List(row.Tags),
        RoleLastUsed = new(),
    };

    public static ManagedPolicyDetail Of(PolicyRow row, WorldView at)
    {
        var policy = PolicyView.Of(row, at);
        return new()
        {
            PolicyName = policy.PolicyName,
            PolicyId = policy.PolicyId,
            Arn = policy.Arn,
            Path = policy.Path,
            DefaultVersionId = policy.DefaultVersionId,
            AttachmentCount = policy.AttachmentCount,
            PermissionsBoundaryUsageCount = policy.PermissionsBoundaryUsageCount,
            IsAttachable = policy.IsAttachable,
            Description = row.Description,
            CreateDate = policy.CreateDate,
            UpdateDate = policy.UpdateDate,
            PolicyVersionList = [.. row.Versions.Reverse().Select(version => Of(version, row.DefaultVersionId))],
        };
    }

    private static PolicyVersion Of(PolicyVersionFacts version, string defaultVersionId)
    {
        var shown = PolicyView.Of(version, defaultVersionId);
        shown.Document = PolicyDocuments.Encode(version.Document);
        return shown;
    }

    private static List<PolicyDetail> Inline(IamEntityRow row) =>
    [
        .. row.InlinePolicies.Select(policy => new PolicyDetail
        {
            PolicyName = policy.Key,
            PolicyDocument = PolicyDocuments.Encode(policy.Value),
        }),
    ];

    private static List<AttachedPolicy> Attached(IamEntityRow row) =>
        EntityPolicies.Attached(row, null, int.MaxValue - 1, null).Items;
}
