using Xunit;

namespace Virga.Tests.Iam;

/// <summary>Two accounts see nothing of each other, and share what policies share.</summary>
public sealed class AccountIsolationTests : IDisposable
{
    private const string Other = "210987654321";
    private static readonly TestApi.Key OtherRoot = TestApi.Root with { Id = Other };
    private readonly TestApi api = new(isEnforced: true);

    public void Dispose() => api.Dispose();

    [Fact]
    public void Names_and_parameters_of_one_account_are_free_in_another()
    {
        api.Iam("CreateUser", ("UserName", "bob"));
        api.Json("PutParameter", """{"Name":"x","Value":"one","Type":"String"}""");

        Assert.Equal("404 NoSuchEntity: The user with name bob cannot be found.",
            api.Form("iam", "GetUser", OtherRoot, ("UserName", "bob")).Error);
        Assert.Equal($"arn:aws:iam::{Other}:user/bob",
            api.Form("iam", "CreateUser", OtherRoot, ("UserName", "bob")).Text("Arn"));
        Assert.Contains("ParameterNotFound", api.Json("GetParameter", """{"Name":"x"}""", OtherRoot).Body,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_of_another_account_needs_both_sides()
    {
        const string trust = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Principal\":{\"AWS\":\"" + Other + "\"},\"Action\":\"sts:AssumeRole\"}]}";
        const string allow = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:*\","
            + "\"Resource\":\"*\"}]}";
        api.Iam("CreateRole", ("RoleName", "shared"), ("AssumeRolePolicyDocument", trust));
        api.Form("iam", "CreateUser", OtherRoot, ("UserName", "eve"));
        var eve = api.KeyOf(api.Form("iam", "CreateAccessKey", OtherRoot, ("UserName", "eve")));
        TestApi.Answer Assume() => api.Form("sts", "AssumeRole", eve, ("RoleSessionName", "s1"),
            ("RoleArn", $"arn:aws:iam::{TestWorld.Account}:role/shared"));

        Assert.Equal(403, Assume().Status);
        api.Form("iam", "PutUserPolicy", OtherRoot, ("UserName", "eve"), ("PolicyName", "p"), ("PolicyDocument",
            allow));
        var session = api.KeyOf(Assume());

        Assert.Equal(TestWorld.Account, api.Form("sts", "GetCallerIdentity", session).Text("Account"));
    }

    [Fact]
    public void A_key_stops_when_it_is_switched_off()
    {
        api.Iam("CreateUser", ("UserName", "bob"));
        var bob = api.KeyOf(api.Iam("CreateAccessKey", ("UserName", "bob")));
        api.Iam("UpdateAccessKey", ("UserName", "bob"), ("AccessKeyId", bob.Id), ("Status", "Inactive"));

        Assert.Equal("InvalidClientTokenId", api.Form("sts", "GetCallerIdentity", bob).Text("Code"));
    }

    [Fact]
    public void Simulation_says_what_enforcement_does()
    {
        const string describe = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Action\":\"ec2:Describe*\",\"Resource\":\"*\"}]}";
        api.Iam("CreateUser", ("UserName", "bob"));
        api.Iam("PutUserPolicy", ("UserName", "bob"), ("PolicyName", "p"), ("PolicyDocument", describe));

        var answer = api.Iam("SimulatePrincipalPolicy", ("ActionNames.member.1", "ec2:DescribeVpcs"),
            ("PolicySourceArn", $"arn:aws:iam::{TestWorld.Account}:user/bob"),
            ("ActionNames.member.2", "ec2:CreateVpc"));

        Assert.Equal(["allowed", "implicitDeny"], answer.All("EvalDecision"));
        Assert.Equal(["user_bob_p"], answer.All("SourcePolicyId"));
    }
}
