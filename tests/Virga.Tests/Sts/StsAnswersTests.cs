using Virga.Iam.AccessKeys;
using Virga.Tests.Iam;
using Xunit;

namespace Virga.Tests.Sts;

/// <summary>
/// What AWS answers, as recorded in LocalStack's snapshots of sts/test_sts (final commit, March 2026).
/// </summary>
public sealed class StsAnswersTests : IDisposable
{
    private const string Trust =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"123456789012\"},"
        + "\"Action\":\"sts:AssumeRole\"}]}";

    private const string RoleArn = $"arn:aws:iam::{TestWorld.Account}:role/r";
    private readonly TestApi api = new();
    private readonly string roleId;

    public StsAnswersTests() =>
        roleId = api.Iam("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", Trust)).Text("RoleId");

    public void Dispose() => api.Dispose();

    [Theory]
    [InlineData("nothing-valid-in-here")]
    [InlineData("arn::b:::something/test-role")]
    [InlineData("arn:a::::something/test-role")]
    [InlineData("arn:a:::something/test-role")]
    [InlineData("arn:a:a::aaaaaaaaaa:")]
    public void A_role_ARN_must_be_one(string arn)
    {
        Assert.Equal($"400 ValidationError: {arn} is invalid",
            api.Sts("AssumeRole", ("RoleArn", arn), ("RoleSessionName", "Session1")).Error);
    }

    [Fact]
    public void The_session_name_is_checked_before_the_role()
    {
        Assert.Equal("400 ValidationError: 1 validation error detected: Value 'Session1:2' at 'roleSessionName' "
            + "failed to "
            + "satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
            api.Sts("AssumeRole", ("RoleArn", "arn:a:b:::something/test-role"), ("RoleSessionName",
                "Session1:2")).Error);
    }

    [Fact]
    public void Tags_are_checked()
    {
        Assert.Equal("400 InvalidParameterValue: The specified transitive tag key must be included in the "
            + "requested tags.",
            Assume(TestApi.Root, ("Tags.member.1.Key", "a"), ("Tags.member.1.Value", "1"),
                ("TransitiveTagKeys.member.1", "b")).Error);
        Assert.Equal(
            "400 InvalidParameterValue: Duplicate tag keys found. Please note that Tag keys are case insensitive.",
            Assume(TestApi.Root, ("Tags.member.1.Key", "a"), ("Tags.member.1.Value", "1"), ("Tags.member.2.Key", "A"),
                ("Tags.member.2.Value", "1")).Error);
    }

    [Fact]
    public void A_chained_session_cannot_set_a_transitive_tag()
    {
        var first = Assume(TestApi.Root, ("Tags.member.1.Key", "SessionTag1"), ("Tags.member.1.Value", "1"),
            ("TransitiveTagKeys.member.1", "sessiontag1"));

        var second = Assume(api.KeyOf(first), ("Tags.member.1.Key", "SESSIONTAG1"), ("Tags.member.1.Value", "2"));

        Assert.Equal("400 InvalidParameterValue: One of the specified transitive tag keys can't be set because it "
            + "conflicts "
            + "with a transitive tag key from the calling session.", second.Error);
    }

    [Fact]
    public void AssumeRole_answers_as_recorded()
    {
        var answer = Assume(TestApi.Root);

        Assert.Equal($"arn:aws:sts::{TestWorld.Account}:assumed-role/r/s1", answer.Text("Arn"));
        Assert.Equal($"{roleId}:s1", answer.Text("AssumedRoleId"));
        Assert.Equal(["AccessKeyId", "Expiration", "SecretAccessKey", "SessionToken"],
            answer.Members("Credentials").Order(StringComparer.Ordinal));
        Assert.Null(answer.Find("PackedPolicySize"));
        Assert.Equal($"arn:aws:sts::{TestWorld.Account}:assumed-role/r/s1",
            api.Form("sts", "GetCallerIdentity", api.KeyOf(answer)).Text("Arn"));
        Assert.Contains("123456789012", Uri.UnescapeDataString(
            api.Iam("GetRole", ("RoleName", "r")).Text("AssumeRolePolicyDocument")), StringComparison.Ordinal);
    }

    [Fact]
    public void GetFederationToken_answers_as_recorded()
    {
        var answer = api.Sts("GetFederationToken", ("Name", "TestName"), ("DurationSeconds", "900"));

        Assert.Equal($"arn:aws:sts::{TestWorld.Account}:federated-user/TestName", answer.Text("Arn"));
        Assert.Equal($"{TestWorld.Account}:TestName", answer.Text("FederatedUserId"));
        Assert.Equal("0", answer.Text("PackedPolicySize"));
    }

    [Fact]
    public void Credentials_expire()
    {
        var key = api.KeyOf(Assume(TestApi.Root, ("DurationSeconds", "900")));
        api.World.Step(TimeSpan.FromSeconds(899));
        Assert.Equal(200, api.Form("sts", "GetCallerIdentity", key).Status);
        api.World.Step(TimeSpan.FromSeconds(1));

        Assert.Equal("403 ExpiredToken: The security token included in the request is expired",
            api.Form("sts", "GetCallerIdentity", key).Error);
        Assert.Equal("400 RequestExpired: Request has expired.", api.Form("ec2", "DescribeVpcs", key).Error);
    }

    [Fact]
    public void Credentials_need_their_token()
    {
        var key = api.KeyOf(Assume(TestApi.Root));

        Assert.Equal("403 InvalidClientTokenId: The security token included in the request is invalid.",
            api.Form("sts", "GetCallerIdentity", key with { Token = null }).Error);
        Assert.Equal("403 InvalidClientTokenId: The security token included in the request is invalid.",
            api.Form("sts", "GetCallerIdentity", key with { Token = key.Token + "x" }).Error);
    }

    [Fact]
    public void An_access_key_names_its_account()
    {
        // The key and account of the public analysis that AccessKeyId cites.
        Assert.Equal("029608264753", AccessKeyId.AccountOf("ASIAQNZGKIQY56JQ7WML"));
        var key = api.KeyOf(Assume(TestApi.Root));
        Assert.Equal(TestWorld.Account, api.Sts("GetAccessKeyInfo", ("AccessKeyId", key.Id)).Text("Account"));
    }

    [Fact]
    public void A_role_that_is_not_there_may_not_be_assumed()
    {
        Assert.Equal($"403 AccessDenied: User: arn:aws:iam::{TestWorld.Account}:root is not authorized to perform: "
            + $"sts:AssumeRole on resource: {RoleArn}2",
            api.Sts("AssumeRole", ("RoleArn", RoleArn + "2"), ("RoleSessionName", "s1")).Error);
    }

    private TestApi.Answer Assume(TestApi.Key key, params (string Name, string Value)[] more) =>
        api.Form("sts", "AssumeRole", key, [("RoleArn", RoleArn), ("RoleSessionName", "s1"), .. more]);
}
