using Virga.Iam.Groups;
using Virga.Iam.Policies;
using Virga.Iam.Roles;
using Virga.Iam.Users;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Accounts;

/// <summary>Shows users, groups, roles and policies of the account with all that they may do.</summary>
internal sealed class GetAccountAuthorizationDetails : IQuery<GetAccountAuthorizationDetailsRequest,
    GetAccountAuthorizationDetailsResponse>
{
    public static GetAccountAuthorizationDetailsResponse Run(GetAccountAuthorizationDetailsRequest input, WorldView at)
    {
        IEnumerable<(string Kind, Row Row)> all =
        [
            .. at.Rows<UserRow>().Select(row => ("User", (Row)row)),
            .. at.Rows<GroupRow>().Select(row => ("Group", (Row)row)),
            .. at.Rows<RoleRow>().Select(row => ("Role", (Row)row)),
            .. at.Rows<PolicyRow>().Select(row => ("LocalManagedPolicy", (Row)row)),
        ];
        var wanted = all.Where(one => input.Filter is not { Count: > 0 } || input.Filter.Contains(one.Kind));
        var page = IamPage.Of(wanted, one => $"{one.Kind}/{one.Row.Id}", input.MaxItems, input.Marker);
        var rows = page.Items.Select(one => one.Row).ToList();
        return new()
        {
            UserDetailList = [.. rows.OfType<UserRow>().Select(row => EntityDetails.Of(row, at))],
            GroupDetailList = [.. rows.OfType<GroupRow>().Select(row => EntityDetails.Of(row, at))],
            RoleDetailList = [.. rows.OfType<RoleRow>().Select(row => EntityDetails.Of(row, at))],
            Policies = [.. rows.OfType<PolicyRow>().Select(row => EntityDetails.Of(row, at))],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
