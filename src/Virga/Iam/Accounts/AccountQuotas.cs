namespace Virga.Iam.Accounts;

/// <summary>
/// AWS's default quotas as GetAccountSummary lists them. Source: IAM User Guide, "IAM and STS quotas".
/// </summary>
internal static class AccountQuotas
{
    public static readonly Dictionary<string, int> All = new(StringComparer.Ordinal)
    {
        ["AccessKeysPerUserQuota"] = 2,
        ["AssumeRolePolicySizeQuota"] = 2048,
        ["AttachedPoliciesPerGroupQuota"] = 10,
        ["AttachedPoliciesPerRoleQuota"] = 10,
        ["AttachedPoliciesPerUserQuota"] = 10,
        ["GroupPolicySizeQuota"] = 5120,
        ["GroupsPerUserQuota"] = 10,
        ["GroupsQuota"] = 300,
        ["InstanceProfilesQuota"] = 1000,
        ["PoliciesQuota"] = 1500,
        ["PolicySizeQuota"] = 6144,
        ["PolicyVersionsInUseQuota"] = 10000,
        ["RolePolicySizeQuota"] = 10240,
        ["RolesQuota"] = 1000,
        ["ServerCertificatesQuota"] = 20,
        ["SigningCertificatesPerUserQuota"] = 2,
        ["UserPolicySizeQuota"] = 2048,
        ["UsersQuota"] = 5000,
        ["VersionsPerPolicyQuota"] = 5,
    };
}
