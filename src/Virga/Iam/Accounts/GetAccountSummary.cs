using Virga.Iam.AccessKeys;
using Virga.Iam.Groups;
using Virga.Iam.InstanceProfiles;
using Virga.Iam.MfaDevices;
using Virga.Iam.OpenIdConnectProviders;
using Virga.Iam.Policies;
using Virga.Iam.Roles;
using Virga.Iam.SamlProviders;
using Virga.Iam.ServerCertificates;
using Virga.Iam.Users;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Accounts;

/// <summary>Counts what the account has, beside AWS's default quotas.</summary>
internal sealed class GetAccountSummary : IQuery<GetAccountSummaryRequest, GetAccountSummaryResponse>
{
    public static GetAccountSummaryResponse Run(GetAccountSummaryRequest input, WorldView at)
    {
        var rootKeys = at.Rows<AccessKeyRow>().CountBy(AccessKeyRow.ByUser, "");
        return new()
        {
            SummaryMap = new(AccountQuotas.All)
            {
                ["Users"] = at.Rows<UserRow>().Count,
                ["Groups"] = at.Rows<GroupRow>().Count,
                ["Roles"] = at.Rows<RoleRow>().Count,
                ["InstanceProfiles"] = at.Rows<InstanceProfileRow>().Count,
                ["Policies"] = at.Rows<PolicyRow>().Count,
                ["PolicyVersionsInUse"] = at.Rows<PolicyRow>().Sum(row => row.Versions.Count),
                ["Providers"] = at.Rows<OidcProviderRow>().Count + at.Rows<SamlProviderRow>().Count,
                ["AccountAccessKeysPresent"] = rootKeys > 0 ? 1 : 0,
                ["MFADevices"] = at.Rows<MfaDeviceRow>().Count,
                ["MFADevicesInUse"] = at.Rows<MfaDeviceRow>().Count(row => row.UserName is not null),
                ["AccountMFAEnabled"] = 0,
                ["AccountPasswordPresent"] = 0,
                ["AccountSigningCertificatesPresent"] = 0,
                ["ServerCertificates"] = at.Rows<ServerCertificateRow>().Count,
                ["GlobalEndpointTokenVersion"] = AccountRow.Of(at).TokenVersion,
            },
        };
    }
}
