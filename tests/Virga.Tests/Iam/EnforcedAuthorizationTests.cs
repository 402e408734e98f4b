using System.Text.Json;
using Virga.Sts;
using Xunit;

namespace Virga.Tests.Iam;

/// <summary>With VIRGA_AUTH=enforce every signature counts and policies decide.</summary>
public sealed class EnforcedAuthorizationTests : IDisposable
{
    private const string Trust =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
        + "\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";

    private const string Describe =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
        + "\"Action\":\"ec2:Describe*\",\"Resource\":\"*\"}]}";

    private const string Account = TestWorld.Account;
    private readonly TestApi api = new(isEnforced: true);

    public void Dispose() => api.Dispose();

    /// <summary>The role of an instance, as the metadata service hands its credentials out.</summary>
    [Fact]
    public void The_role_of_an_instance_may_describe_and_not_terminate()
    {
        api.Iam("CreateRole", ("RoleName", "web"), ("AssumeRolePolicyDocument", Trust));
        api.Iam("PutRolePolicy", ("RoleName", "web"), ("PolicyName", "p"), ("PolicyDocument", Describe));
        api.Iam("CreateInstanceProfile", ("InstanceProfileName", "web"));
        api.Iam("AddRoleToInstanceProfile", ("InstanceProfileName", "web"), ("RoleName", "web"));
        TemporaryCredentialsRow? issued = null;
        api.World.Arrange(change =>
            issued = TemporaryCredentials.IssueForInstance(change, "web", "i-0123456789abcdef0"));
        var key = new TestApi.Key(issued!.Id, issued.Secret, issued.SessionToken);

        Assert.Equal(200, api.Form("ec2", "DescribeVpcs", key).Status);
        var refused = api.Form("ec2", "TerminateInstances", key, ("InstanceId.1", "i-0123456789abcdef0"));

        Assert.Equal(403, refused.Status);
        Assert.Equal("UnauthorizedOperation", refused.Text("Code"));
        Assert.StartsWith(
            "You are not authorized to perform this operation. User: "
            + $"arn:aws:sts::{Account}:assumed-role/web/i-0123456789abcdef0 is not authorized to perform: "
            + $"ec2:TerminateInstances on resource: arn:aws:ec2:us-east-1:{Account}:instance/i-0123456789abcdef0 "
                + $"because "
            + "no identity-based policy allows the ec2:TerminateInstances action. Encoded authorization failure "
                + "message: ",
            refused.Text("Message"), StringComparison.Ordinal);
        var message = refused.Text("Message").Split(": ")[^1];
        using var decoded = JsonDocument.Parse(
            api.Sts("DecodeAuthorizationMessage", ("EncodedMessage", message)).Text("DecodedMessage"));
        Assert.False(decoded.RootElement.GetProperty("allowed").GetBoolean());
        Assert.Equal("ec2:TerminateInstances",
            decoded.RootElement.GetProperty("context").GetProperty("action").GetString());
    }

    [Fact]
    public void A_message_that_is_not_ours_is_not_valid()
    {
        Assert.Equal("400 InvalidAuthorizationMessageException: Message is not valid",
            api.Sts("DecodeAuthorizationMessage", ("EncodedMessage", "bm90IG91cnM")).Error);
    }

    [Fact]
    public void Unknown_keys_and_wrong_secrets_are_refused_in_the_words_of_each_protocol()
    {
        var unknown = new TestApi.Key("AKIAIOSFODNN7EXAMPLE", "x", null);
        var wrong = TestApi.Root with { Secret = "wrong" };

        Assert.Equal("403 InvalidClientTokenId: The security token included in the request is invalid.",
            api.Form("sts", "GetCallerIdentity", unknown).Error);
        Assert.Equal("401 AuthFailure: AWS was not able to validate the provided access credentials",
            api.Form("ec2", "DescribeVpcs", unknown).Error);
        Assert.Equal("401 AuthFailure: AWS was not able to validate the provided access credentials",
            api.Form("ec2", "DescribeVpcs", wrong).Error);
        Assert.Contains("UnrecognizedClientException", api.Json("DescribeParameters", "{}", unknown).Body,
            StringComparison.Ordinal);
        Assert.Contains("InvalidSignatureException", api.Json("DescribeParameters", "{}", wrong).Body,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_may_do_what_policies_and_boundary_both_allow()
    {
        api.Iam("CreatePolicy", ("PolicyName", "limit"), ("PolicyDocument", Describe));
        api.Iam("CreateUser", ("UserName", "bob"),
            ("PermissionsBoundary", $"arn:aws:iam::{Account}:policy/limit"));
        api.Iam("AttachUserPolicy", ("UserName", "bob"), ("PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess"));
        var bob = api.KeyOf(api.Iam("CreateAccessKey", ("UserName", "bob")));

        Assert.Equal(200, api.Form("ec2", "DescribeVpcs", bob).Status);
        Assert.Equal($"403 AccessDenied: User: arn:aws:iam::{Account}:user/bob is not authorized to perform: "
            + "iam:CreateUser on resource: "
            + $"arn:aws:iam::{Account}:user/eve because no permissions boundary allows the iam:CreateUser action",
            api.Form("iam", "CreateUser", bob, ("UserName", "eve")).Error);
        Assert.Contains("AccessDeniedException", api.Json("DescribeParameters", "{}", bob).Body,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_dry_run_of_what_is_not_allowed_is_not_allowed()
    {
        api.Iam("CreateUser", ("UserName", "bob"));
        var bob = api.KeyOf(api.Iam("CreateAccessKey", ("UserName", "bob")));

        Assert.Equal("UnauthorizedOperation", api.Form("ec2", "CreateVpc", bob, ("CidrBlock", "10.0.0.0/16"),
            ("DryRun", "true")).Text("Code"));
        Assert.Equal("DryRunOperation", api.Form("ec2", "CreateVpc", TestApi.Root, ("CidrBlock", "10.0.0.0/16"),
            ("DryRun", "true")).Text("Code"));
    }

    [Fact]
    public void Tags_of_resources_and_requests_decide()
    {
        const string policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"ec2:*\","
            + "\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:ResourceTag/team\":\"a\"}}}]}";
        api.Iam("CreateUser", ("UserName", "bob"));
        api.Iam("PutUserPolicy", ("UserName", "bob"), ("PolicyName", "p"), ("PolicyDocument", policy));
        var bob = api.KeyOf(api.Iam("CreateAccessKey", ("UserName", "bob")));
        string Vpc(string team) => api.Form("ec2", "CreateVpc", TestApi.Root, ("CidrBlock", "10.0.0.0/16"),
            ("TagSpecification.1.ResourceType", "vpc"), ("TagSpecification.1.Tag.1.Key", "team"),
            ("TagSpecification.1.Tag.1.Value", team)).Text("vpcId");

        int Tag(string vpc) => api.Form("ec2", "CreateTags", bob, ("ResourceId.1", vpc), ("Tag.1.Key", "k"),
            ("Tag.1.Value", "v")).Status;

        Assert.Equal(200, Tag(Vpc("a")));
        Assert.Equal(403, Tag(Vpc("b")));
    }

    [Fact]
    public void A_role_is_assumed_by_whom_it_trusts()
    {
        string TrustOf(string principal) => "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + $"\"Principal\":{{\"AWS\":\"{principal}\"}},\"Action\":\"sts:AssumeRole\"}}]}}";
        api.Iam("CreateUser", ("UserName", "bob"));
        var bob = api.KeyOf(api.Iam("CreateAccessKey", ("UserName", "bob")));
        api.Iam("CreateRole", ("RoleName", "named"),
            ("AssumeRolePolicyDocument", TrustOf($"arn:aws:iam::{Account}:user/bob")));
        api.Iam("CreateRole", ("RoleName", "account"), ("AssumeRolePolicyDocument", TrustOf(Account)));
        int Assume(string role) => api.Form("sts", "AssumeRole", bob, ("RoleSessionName", "s1"),
            ("RoleArn", $"arn:aws:iam::{Account}:role/{role}")).Status;

        Assert.Equal(200, Assume("named"));
        Assert.Equal(403, Assume("account"));
    }
}
