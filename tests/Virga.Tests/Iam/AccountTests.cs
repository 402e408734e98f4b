namespace Virga.Tests.Iam;

/// <summary>Passwords, preferences, and what an account outside of an organization is told.</summary>
public sealed class AccountTests : IDisposable
{
    private readonly TestApi api = new();

    public void Dispose() => api.Dispose();

    [Fact]
    public void A_user_changes_the_own_password_within_the_rules()
    {
        api.Iam("CreateUser", ("UserName", "bob"));
        var bob = api.KeyOf(api.Iam("CreateAccessKey", ("UserName", "bob")));
        TestApi.Answer Change(string before, string after) =>
            api.Form("iam", "ChangePassword", bob, ("OldPassword", before), ("NewPassword", after));
        Assert.Equal("PasswordPolicyViolation",
            api.Iam("CreateLoginProfile", ("UserName", "bob"), ("Password", "short")).Text("Code"));
        api.Iam("CreateLoginProfile", ("UserName", "bob"), ("Password", "Str0ng-enough"));
        api.Iam("UpdateAccountPasswordPolicy", ("MinimumPasswordLength", "14"), ("PasswordReusePrevention", "3"),
            ("RequireNumbers", "true"));

        Assert.Equal("403 AccessDenied: The old password was incorrect.", Change("wrong", "whatever-it-is").Error);
        Assert.Equal("400 PasswordPolicyViolation: Password should have a minimum length of 14",
            Change("Str0ng-enough", "short-1").Error);
        Assert.Equal("400 PasswordPolicyViolation: Password should have at least one number",
            Change("Str0ng-enough", "long-but-without").Error);
        Assert.Equal(200, Change("Str0ng-enough", "long-enough-and-1").Status);
        Assert.Equal("PasswordPolicyViolation", Change("long-enough-and-1", "long-enough-and-1").Text("Code"));
        Assert.Equal("400 InvalidUserType: Only IAM Users can change their own password",
            api.Iam("ChangePassword", ("OldPassword", "a"), ("NewPassword", "b")).Error);
    }

    [Fact]
    public void Preferences_of_tokens_show_in_the_summary()
    {
        Assert.Equal(200, api.Iam("SetSecurityTokenServicePreferences",
            ("GlobalEndpointTokenVersion", "v2Token")).Status);

        Assert.Contains("<key>GlobalEndpointTokenVersion</key><value>2</value>",
            string.Concat(api.Iam("GetAccountSummary").Body.Where(c => !char.IsWhiteSpace(c))),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ListOrganizationsFeatures")]
    [InlineData("EnableOrganizationsRootSessions")]
    [InlineData("EnableOrganizationsRootCredentialsManagement")]
    [InlineData("DisableOrganizationsRootSessions")]
    [InlineData("DisableOrganizationsRootCredentialsManagement")]
    public void There_is_no_organization(string operation)
    {
        Assert.Equal("400 OrganizationNotFoundException: The request was rejected because no organization is "
            + "associated "
            + "with your account.", api.Iam(operation).Error);
    }

    [Fact]
    public void Reports_of_organizations_and_delegation_requests_are_not_there()
    {
        const string id = "12345678-1234-1234-1234-123456789012";
        Assert.Equal(403, api.Iam("GenerateOrganizationsAccessReport",
            ("EntityPath", "o-abcdefghij/r-abcd/ou-1")).Status);
        Assert.Equal("NoSuchEntity", api.Iam("GetOrganizationsAccessReport", ("JobId", id)).Text("Code"));
        Assert.Empty(api.Iam("ListDelegationRequests").All("DelegationRequestId"));
        foreach (var operation in (string[])["GetDelegationRequest", "AcceptDelegationRequest",
            "RejectDelegationRequest",
            "AssociateDelegationRequest", "UpdateDelegationRequest", "SendDelegationToken"])
            Assert.Equal("NoSuchEntity", api.Iam(operation, ("DelegationRequestId", id)).Text("Code"));
        Assert.Equal("AccessDenied", api.Sts("GetDelegatedAccessToken", ("TradeInToken", "x")).Text("Code"));
    }

    [Fact]
    public void AssumeRoot_is_for_organizations()
    {
        const string task = "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials";
        TestApi.Answer Assume(string target, string policy) =>
            api.Sts("AssumeRoot", ("TargetPrincipal", target), ("TaskPolicyArn.arn", policy));

        Assert.Equal($"403 AccessDenied: User: arn:aws:iam::{TestWorld.Account}:root is not authorized to perform: "
            + "sts:AssumeRoot on resource: arn:aws:iam::210987654321:root", Assume("210987654321", task).Error);
        Assert.Equal("ValidationError", Assume("not-an-account", task).Text("Code"));
        Assert.Equal("ValidationError",
            Assume("210987654321", "arn:aws:iam::aws:policy/AdministratorAccess").Text("Code"));
    }
}
