using System.Text.Json;

namespace Virga.Tests.Iam;

/// <summary>
/// What decides with VIRGA_AUTH=enforce: policies of identities, resources, boundaries and sessions, and conditions.
/// </summary>
public sealed class PolicyEnforcementTests : IDisposable
{
    private const string Account = TestWorld.Account;
    private const string Other = "210987654321";
    private static readonly TestApi.Key OtherRoot = TestApi.Root with { Id = Other };
    private static readonly string Ami = Virga.Ec2.Images.Catalogue.AmiCatalogue.In("us-east-1")
        .First(one => one.Architecture == "x86_64").ImageId;

    private readonly TestApi api = new(isEnforced: true);
    private TestApi.Key? bob;

    public void Dispose() => api.Dispose();

    [Theory]
    [InlineData("""{"StringEquals":{"aws:RequestedRegion":"us-east-1"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}""", false)]
    [InlineData("""{"StringEquals":{"ec2:Region":"us-east-1"}}""", true)]
    [InlineData("""{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:user/bob"}}""", true)]
    [InlineData("""{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:user/bob"}}""", false)]
    [InlineData("""{"StringEquals":{"aws:PrincipalAccount":"123456789012"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:username":"bob"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:PrincipalTag/team":"a"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:PrincipalTag/team":"b"}}""", false)]
    [InlineData("""{"DateLessThan":{"aws:CurrentTime":"2027-01-01T00:00:00Z"}}""", true)]
    [InlineData("""{"DateGreaterThan":{"aws:CurrentTime":"2027-01-01T00:00:00Z"}}""", false)]
    [InlineData("""{"NumericLessThan":{"aws:EpochTime":"4102444800"}}""", true)]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}}""", true)]
    [InlineData("""{"NotIpAddress":{"aws:SourceIp":"192.0.2.0/24"}}""", false)]
    [InlineData("""{"Bool":{"aws:SecureTransport":"false"}}""", true)]
    [InlineData("""{"Bool":{"aws:ViaAWSService":"true"}}""", false)]
    [InlineData("""{"Null":{"aws:MultiFactorAuthPresent":"true"}}""", true)]
    [InlineData("""{"StringLike":{"aws:userid":"AIDA*"}}""", true)]
    public void Global_keys_decide(string condition, bool isAllowed)
    {
        Bob(Statement("Allow", "ec2:Describe*", "*", condition));

        Assert.Equal(isAllowed ? 200 : 403, api.Form("ec2", "DescribeVpcs", bob!).Status);
    }

    [Theory]
    [InlineData("""{"StringEquals":{"ec2:InstanceType":"t3.micro"}}""", true)]
    [InlineData("""{"StringNotEquals":{"ec2:InstanceType":"t3.micro"}}""", false)]
    [InlineData("""{"StringEquals":{"ec2:MetadataHttpTokens":"required"}}""", true)]
    [InlineData("""{"NumericLessThanEquals":{"ec2:MetadataHttpPutResponseHopLimit":"1"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:RequestTag/team":"a"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:RequestTag/team":"b"}}""", false)]
    [InlineData("""{"ForAllValues:StringEquals":{"aws:TagKeys":["team"]}}""", true)]
    [InlineData("""{"ForAllValues:StringEquals":{"aws:TagKeys":["other"]}}""", false)]
    public void Keys_of_the_request_decide_on_what_it_makes(string condition, bool isAllowed)
    {
        Bob(Statement("Allow", "ec2:CreateTags", "*"), Statement("Allow", "iam:PassRole", "*"),
            Statement("Allow", "ec2:RunInstances", "*"),
            Statement("Deny", "ec2:RunInstances", "arn:aws:ec2:*:*:instance/*", Negated(condition)));

        Assert.Equal(isAllowed ? "DryRunOperation" : "UnauthorizedOperation", Launch().Text("Code"));
    }

    [Fact]
    public void Keys_of_resources_decide()
    {
        var vpc = api.Form("ec2", "CreateVpc", TestApi.Root, ("CidrBlock", "10.0.0.0/16")).Text("vpcId");
        var other = api.Form("ec2", "CreateVpc", TestApi.Root, ("CidrBlock", "10.1.0.0/16")).Text("vpcId");
        string Group(string id) => api.Form("ec2", "CreateSecurityGroup", TestApi.Root, ("GroupName", "g"),
            ("GroupDescription", "d"), ("VpcId", id)).Text("groupId");
        var (mine, theirs) = (Group(vpc), Group(other));
        Bob(Statement("Allow", "ec2:DeleteSecurityGroup", "*",
            $$$"""{"ArnEquals":{"ec2:Vpc":"arn:aws:ec2:us-east-1:{{{Account}}}:vpc/{{{vpc}}}"}}"""));

        Assert.Equal(200, api.Form("ec2", "DeleteSecurityGroup", bob!, ("GroupId", mine)).Status);
        Assert.Equal(403, api.Form("ec2", "DeleteSecurityGroup", bob!, ("GroupId", theirs)).Status);
    }

    [Fact]
    public void Making_with_tags_needs_the_right_to_tag()
    {
        Bob(Statement("Allow", "ec2:CreateVpc", "*"));
        TestApi.Answer Create() => api.Form("ec2", "CreateVpc", bob!, ("CidrBlock", "10.0.0.0/16"),
            ("TagSpecification.1.ResourceType", "vpc"), ("TagSpecification.1.Tag.1.Key", "team"),
            ("TagSpecification.1.Tag.1.Value", "a"));

        var refused = Create();
        const string whenMade = """{"StringEquals":{"ec2:CreateAction":"CreateVpc"}}""";
        Allow("more", Statement("Allow", "ec2:CreateTags", "*", whenMade));

        Assert.Contains($"is not authorized to perform: ec2:CreateTags on resource: "
            + $"arn:aws:ec2:us-east-1:{Account}:vpc/*",
            refused.Text("Message"), StringComparison.Ordinal);
        Assert.Equal(200, Create().Status);
    }

    [Fact]
    public void An_explicit_deny_wins_and_the_message_names_its_statement()
    {
        Bob(Statement("Allow", "*", "*"),
            """{"Sid":"NoVpcs","Effect":"Deny","Action":"ec2:CreateVpc","Resource":"*"}""");

        var refused = api.Form("ec2", "CreateVpc", bob!, ("CidrBlock", "10.0.0.0/16"));

        Assert.StartsWith($"You are not authorized to perform this operation. User: "
            + $"arn:aws:iam::{Account}:user/bob is not "
            + $"authorized to perform: ec2:CreateVpc on resource: arn:aws:ec2:us-east-1:{Account}:vpc/* with an "
                + $"explicit "
            + "deny in an identity-based policy. Encoded authorization failure message: ", refused.Text("Message"),
            StringComparison.Ordinal);
        using var decoded = JsonDocument.Parse(api.Sts("DecodeAuthorizationMessage",
            ("EncodedMessage", refused.Text("Message").Split(": ")[^1])).Text("DecodedMessage"));
        Assert.True(decoded.RootElement.GetProperty("explicitDeny").GetBoolean());
        Assert.Equal("NoVpcs", decoded.RootElement.GetProperty("matchedStatements").GetProperty("items")[0]
            .GetProperty("statementId").GetString());
    }

    [Fact]
    public void A_session_policy_limits_a_session()
    {
        api.Iam("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", Trust($"\"AWS\":\"{Account}\"")));
        api.Iam("AttachRolePolicy", ("RoleName", "r"), ("PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess"));
        TestApi.Key Session(params (string Name, string Value)[] more) => api.KeyOf(api.Sts("AssumeRole",
            [("RoleArn", $"arn:aws:iam::{Account}:role/r"), ("RoleSessionName", "s1"), .. more]));

        Assert.Equal(200, api.Form("ec2", "CreateVpc", Session(), ("CidrBlock", "10.0.0.0/16")).Status);
        var limited = Session(("Policy", Document(Statement("Allow", "ec2:Describe*", "*"))));
        Assert.Equal(200, api.Form("ec2", "DescribeVpcs", limited).Status);
        Assert.Contains("because no session policy allows the ec2:CreateVpc action",
            api.Form("ec2", "CreateVpc", limited, ("CidrBlock", "10.0.0.0/16")).Text("Message"),
                StringComparison.Ordinal);
    }

    [Fact]
    public void Session_tags_need_a_right_of_their_own_and_decide_afterwards()
    {
        api.Iam("CreateUser", ("UserName", "bob"));
        bob = api.KeyOf(api.Iam("CreateAccessKey", ("UserName", "bob")));
        api.Iam("CreateRole", ("RoleName", "r"),
            ("AssumeRolePolicyDocument", Trust($"\"AWS\":\"arn:aws:iam::{Account}:user/bob\"")));
        api.Iam("PutRolePolicy", ("RoleName", "r"), ("PolicyName", "p"), ("PolicyDocument", Document(
            Statement("Allow", "ec2:Describe*", "*", """{"StringEquals":{"aws:PrincipalTag/team":"a"}}"""))));
        TestApi.Answer Assume(string team) => api.Form("sts", "AssumeRole", bob,
            ("RoleArn", $"arn:aws:iam::{Account}:role/r"), ("RoleSessionName", "s1"), ("Tags.member.1.Key", "team"),
            ("Tags.member.1.Value", team));

        Assert.Contains("sts:TagSession", Assume("a").Text("Message"), StringComparison.Ordinal);
        api.Iam("UpdateAssumeRolePolicy", ("RoleName", "r"), ("PolicyDocument", Trust(
            $"\"AWS\":\"arn:aws:iam::{Account}:user/bob\"", "[\"sts:AssumeRole\",\"sts:TagSession\"]")));
        Assert.Equal(200, api.Form("ec2", "DescribeVpcs", api.KeyOf(Assume("a"))).Status);
        Assert.Equal(403, api.Form("ec2", "DescribeVpcs", api.KeyOf(Assume("b"))).Status);
    }

    [Fact]
    public void A_repository_s_policy_lets_in_and_keeps_out()
    {
        api.Ecr("CreateRepository", """{"repositoryName":"app"}""");
        Bob(Statement("Allow", "ecr:ListImages", "*"));
        string List(TestApi.Key key) => api.Ecr(
            "ListImages", $$"""{"repositoryName":"app","registryId":"{{Account}}"}""", key).Body;
        void SetPolicy(string principal, string effect) => Assert.Equal(200, api.Ecr("SetRepositoryPolicy",
            JsonSerializer.Serialize(new Dictionary<string, string>
            {
                ["repositoryName"] = "app",
                ["policyText"] = $$"""
                    {"Version":"2012-10-17","Statement":[{"Effect":"{{effect}}","Principal":{"AWS":"{{principal}}"},
                    "Action":"ecr:*"}]}
                    """,
            })).Status);

        Assert.Contains("imageIds", List(bob!), StringComparison.Ordinal);
        SetPolicy($"arn:aws:iam::{Account}:user/bob", "Deny");
        Assert.Contains("with an explicit deny in a resource-based policy", List(bob!), StringComparison.Ordinal);
        Assert.Contains("because no resource-based policy allows the ecr:ListImages action", List(OtherRoot),
            StringComparison.Ordinal);
        SetPolicy(Other, "Allow");
        Assert.Contains("imageIds", List(OtherRoot), StringComparison.Ordinal);
        SetPolicy($"arn:aws:iam::{Account}:user/bob", "Allow");
        Allow("p", Statement("Allow", "ec2:*", "*"));
        Assert.Contains("imageIds", List(bob!), StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_needs_the_document_and_the_instance()
    {
        const string instance = "i-0123456789abcdef0";
        const string body = "{\"DocumentName\":\"AWS-RunShellScript\",\"InstanceIds\":[\"" + instance + "\"],"
            + "\"Parameters\":{\"commands\":[\"ls\"]}}";
        Bob(Statement("Allow", "ssm:SendCommand", "arn:aws:ssm:*:*:document/*"));

        Assert.Contains($"on resource: arn:aws:ec2:us-east-1:{Account}:instance/{instance} because no "
            + $"identity-based policy",
            api.Json("SendCommand", body, bob).Body, StringComparison.Ordinal);
        Allow("more", Statement("Allow", "ssm:SendCommand", $"arn:aws:ec2:*:*:instance/{instance}"));
        Assert.Contains("InvalidInstanceId", api.Json("SendCommand", body, bob).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_may_do_to_the_own_user_what_is_allowed_of_it()
    {
        Bob("""{"Effect":"Allow","Action":"iam:GetUser","Resource":"arn:aws:iam::*:user/${aws:username}"}""");

        Assert.Equal("bob", api.Form("iam", "GetUser", bob!).Text("UserName"));
        Assert.Equal(403, api.Form("iam", "GetUser", bob!, ("UserName", "eve")).Status);
        Assert.Equal(403, api.Form("iam", "ChangePassword", bob!, ("OldPassword", "a"), ("NewPassword", "b")).Status);
        api.Iam("UpdateAccountPasswordPolicy", ("AllowUsersToChangePassword", "true"));
        Assert.Equal(404, api.Form("iam", "ChangePassword", bob!, ("OldPassword", "a"), ("NewPassword", "b")).Status);
    }

    [Fact]
    public void Launching_with_a_role_needs_the_right_to_pass_it()
    {
        api.Iam("CreateRole", ("RoleName", "web"), ("AssumeRolePolicyDocument",
            Trust("\"Service\":\"ec2.amazonaws.com\"")));
        api.Iam("CreateInstanceProfile", ("InstanceProfileName", "web"));
        api.Iam("AddRoleToInstanceProfile", ("InstanceProfileName", "web"), ("RoleName", "web"));
        Bob(Statement("Allow", "ec2:*", "*"));

        var refused = Launch(("IamInstanceProfile.Name", "web"));
        Allow("more", Statement("Allow", "iam:PassRole", $"arn:aws:iam::{Account}:role/web",
            """{"StringEquals":{"iam:PassedToService":"ec2.amazonaws.com"}}"""));

        Assert.Contains($"iam:PassRole on resource: arn:aws:iam::{Account}:role/web", refused.Text("Message"),
            StringComparison.Ordinal);
        Assert.Equal("DryRunOperation", Launch(("IamInstanceProfile.Name", "web")).Text("Code"));
    }

    private TestApi.Answer Launch(params (string Name, string Value)[] more) => api.Form("ec2", "RunInstances", bob!,
        [
            ("ImageId", Ami), ("InstanceType", "t3.micro"), ("MinCount", "1"), ("MaxCount", "1"),
            ("MetadataOptions.HttpTokens", "required"), ("MetadataOptions.HttpPutResponseHopLimit", "1"),
            ("TagSpecification.1.ResourceType", "instance"), ("TagSpecification.1.Tag.1.Key", "team"),
            ("TagSpecification.1.Tag.1.Value", "a"), ("DryRun", "true"), .. more,
        ]);

    private void Bob(params string[] statements)
    {
        api.Iam("CreateUser", ("UserName", "bob"), ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "a"));
        Allow("p", statements);
        bob = api.KeyOf(api.Iam("CreateAccessKey", ("UserName", "bob")));
    }

    private void Allow(string name, params string[] statements) => Assert.Equal(200, api.Iam("PutUserPolicy",
        ("UserName", "bob"), ("PolicyName", name), ("PolicyDocument", Document(statements))).Status);

    private static string Document(params string[] statements) =>
        $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";

    private static string Statement(string effect, string action, string resource, string condition = "{}") =>
        $$"""{"Effect":"{{effect}}","Action":"{{action}}","Resource":"{{resource}}","Condition":{{condition}}}""";

    private static string Trust(string principal, string action = "\"sts:AssumeRole\"") => Document(
        $$"""{"Effect":"Allow","Principal":{ {{principal}} },"Action":{{action}}}""");

    /// <summary>The condition that holds where the other does not: what a guard rail denies.</summary>
    private static string Negated(string condition)
    {
        (string From, string To)[] operators =
        [
            ("ForAllValues:StringEquals", "ForAnyValue:StringNotEquals"), ("StringNotEquals", "StringEquals"),
            ("StringEquals", "StringNotEquals"), ("NumericLessThanEquals", "NumericGreaterThan"),
        ];
        var (from, to) = operators.First(one => condition.Contains($"\"{one.From}\"", StringComparison.Ordinal));
        return condition.Replace(from, to, StringComparison.Ordinal);
    }
}
