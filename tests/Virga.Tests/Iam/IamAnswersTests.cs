using System.Text.Json.Nodes;
using Xunit;

namespace Virga.Tests.Iam;

/// <summary>
/// What AWS answers, as recorded in LocalStack's snapshots of iam/test_iam (final commit, March 2026).
/// </summary>
public sealed class IamAnswersTests : IDisposable
{
    private const string Trust =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
        + "\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";

    private const string Allow =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";

    private const string Missing = "arn:aws:iam::123456789012:policy/none";
    private readonly TestApi api = new();

    public void Dispose() => api.Dispose();

    [Fact]
    public void A_trust_policy_with_a_trailing_comma_is_no_json()
    {
        var answer = api.Iam("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", "{\"Statement\":[],}"));

        Assert.Equal("400 MalformedPolicyDocument: This policy contains invalid Json", answer.Error);
        Assert.Equal("Sender", answer.Text("Type"));
    }

    [Fact]
    public void Attaching_wants_an_ARN()
    {
        Role();
        api.Iam("CreateUser", ("UserName", "u"));
        api.Iam("CreatePolicy", ("PolicyName", "p"), ("PolicyDocument", Allow));

        Assert.Equal("400 ValidationError: Invalid ARN:  Could not be parsed!",
            api.Iam("AttachRolePolicy", ("RoleName", "r"), ("PolicyArn", "longer-than-twenty-characters")).Error);
        Assert.Equal("400 ValidationError: Invalid ARN:  Could not be parsed!",
            api.Iam("AttachUserPolicy", ("UserName", "u"), ("PolicyArn", "longer-than-twenty-characters")).Error);
    }

    [Fact]
    public void Unknown_policies_are_not_there()
    {
        Role();

        Assert.Equal($"404 NoSuchEntity: Policy {Missing} does not exist or is not attachable.",
            api.Iam("AttachRolePolicy", ("RoleName", "r"), ("PolicyArn", Missing)).Error);
        Assert.Equal($"404 NoSuchEntity: Policy {Missing} was not found.",
            api.Iam("DeletePolicy", ("PolicyArn", Missing)).Error);
    }

    [Fact]
    public void Service_specific_credentials_answer_as_recorded()
    {
        const string service = "codecommit.amazonaws.com";
        Assert.Equal("404 NoSuchEntity: The user with name u cannot be found.",
            api.Iam("CreateServiceSpecificCredential", ("UserName", "u"), ("ServiceName", service)).Error);
        api.Iam("CreateUser", ("UserName", "u"));
        Assert.Equal("404 NoSuchEntity: No such service x.amazonaws.com is supported for Service Specific Credentials",
            api.Iam("CreateServiceSpecificCredential", ("UserName", "u"), ("ServiceName", "x.amazonaws.com")).Error);
        Assert.Equal("404 NoSuchEntity: No such service x.amazonaws.com is supported for Service Specific Credentials",
            api.Iam("ListServiceSpecificCredentials", ("UserName", "u"), ("ServiceName", "x.amazonaws.com")).Error);
        var made = api.Iam("CreateServiceSpecificCredential", ("UserName", "u"), ("ServiceName", service));
        Assert.Equal($"u-at-{TestWorld.Account}", made.Text("ServiceUserName"));
        Assert.Equal("404 NoSuchEntity: No such credential ID exists",
            api.Iam("ResetServiceSpecificCredential", ("UserName", "u"),
                ("ServiceSpecificCredentialId", "ACCAAAAAAAAAAAAAAAAAA")).Error);
        Assert.Equal("400 ValidationError: 1 validation error detected: Value at 'serviceSpecificCredentialId' "
            + "failed to "
            + "satisfy constraint: Member must satisfy regular expression pattern: [\\w]+",
            api.Iam("ResetServiceSpecificCredential", ("UserName", "u"),
                ("ServiceSpecificCredentialId", "totally-wrong-credential-id-with-hyphens")).Error);
        Assert.Equal("400 ValidationError: 1 validation error detected: Value at 'status' failed to satisfy "
            + "constraint: "
            + "Member must satisfy enum value set",
            api.Iam("UpdateServiceSpecificCredential", ("UserName", "u"), ("Status", "Invalid"),
                ("ServiceSpecificCredentialId", made.Text("ServiceSpecificCredentialId"))).Error);
        Assert.Equal("409 DeleteConflict: Cannot delete entity, must remove referenced objects first.",
            api.Iam("DeleteUser", ("UserName", "u")).Error);
    }

    [Fact]
    public void A_service_linked_role_is_made_once()
    {
        var made = api.Iam("CreateServiceLinkedRole", ("AWSServiceName", "ecr.amazonaws.com"));

        Assert.Equal("/aws-service-role/ecr.amazonaws.com/", made.Text("Path"));
        Assert.Equal("AWSServiceRoleForECRTemplate", made.Text("RoleName"));
        Assert.Equal("3600", api.Iam("GetRole", ("RoleName", "AWSServiceRoleForECRTemplate")).Text(
            "MaxSessionDuration"));
        var trust = JsonNode.Parse(Uri.UnescapeDataString(made.Text("AssumeRolePolicyDocument")))!;
        Assert.Equal(
            """{"Action":"sts:AssumeRole","Effect":"Allow","Principal":{"Service":"ecr.amazonaws.com"}}""",
            Sorted(trust["Statement"]!));
        Assert.Empty(api.Iam("ListRolePolicies", ("RoleName", "AWSServiceRoleForECRTemplate")).All("member"));
        Assert.Equal(["arn:aws:iam::aws:policy/aws-service-role/ECRTemplateServiceRolePolicy"],
            api.Iam("ListAttachedRolePolicies", ("RoleName", "AWSServiceRoleForECRTemplate")).All("PolicyArn"));
        Assert.Equal("400 InvalidInput: Service role name AWSServiceRoleForECRTemplate has been taken in this account, "
            + "please try a different suffix.",
            api.Iam("CreateServiceLinkedRole", ("AWSServiceName", "ecr.amazonaws.com")).Error);
        Assert.Equal("400 InvalidInput: Custom suffix is not allowed for ecs.amazonaws.com",
            api.Iam("CreateServiceLinkedRole", ("AWSServiceName", "ecs.amazonaws.com"), ("CustomSuffix", "x")).Error);
        var task = api.Iam("DeleteServiceLinkedRole", ("RoleName",
            "AWSServiceRoleForECRTemplate")).Text("DeletionTaskId");
        Assert.StartsWith("task/aws-service-role/ecr.amazonaws.com/AWSServiceRoleForECRTemplate/", task,
            StringComparison.Ordinal);
        Assert.Equal("SUCCEEDED", api.Iam("GetServiceLinkedRoleDeletionStatus", ("DeletionTaskId",
            task)).Text("Status"));
    }

    [Theory]
    [InlineData("autoscaling-plans.amazonaws.com", "AWSServiceRoleForAutoScalingPlans_EC2AutoScaling",
        "AWSAutoScalingPlansEC2AutoScalingPolicy")]
    [InlineData("autoscaling.amazonaws.com", "AWSServiceRoleForAutoScaling", "AutoScalingServiceRolePolicy")]
    [InlineData("backup.amazonaws.com", "AWSServiceRoleForBackup", "AWSBackupServiceLinkedRolePolicyForBackup")]
    [InlineData("batch.amazonaws.com", "AWSServiceRoleForBatch", "BatchServiceRolePolicy")]
    [InlineData("ec2-instance-connect.amazonaws.com", "AWSServiceRoleForEc2InstanceConnect",
        "Ec2InstanceConnectEndpoint")]
    [InlineData("ec2.application-autoscaling.amazonaws.com",
        "AWSServiceRoleForApplicationAutoScaling_EC2SpotFleetRequest",
        "AWSApplicationAutoscalingEC2SpotFleetRequestPolicy")]
    [InlineData("ecr.amazonaws.com", "AWSServiceRoleForECRTemplate", "ECRTemplateServiceRolePolicy")]
    [InlineData("ecs.amazonaws.com", "AWSServiceRoleForECS", "AmazonECSServiceRolePolicy")]
    [InlineData("eks-nodegroup.amazonaws.com", "AWSServiceRoleForAmazonEKSNodegroup",
        "AWSServiceRoleForAmazonEKSNodegroup")]
    [InlineData("eks.amazonaws.com", "AWSServiceRoleForAmazonEKS", "AmazonEKSServiceRolePolicy")]
    [InlineData("elasticfilesystem.amazonaws.com", "AWSServiceRoleForAmazonElasticFileSystem",
        "AmazonElasticFileSystemServiceRolePolicy")]
    [InlineData("elasticloadbalancing.amazonaws.com", "AWSServiceRoleForElasticLoadBalancing",
        "AWSElasticLoadBalancingServiceRolePolicy")]
    [InlineData("fis.amazonaws.com", "AWSServiceRoleForFIS", "AmazonFISServiceRolePolicy")]
    [InlineData("imagebuilder.amazonaws.com", "AWSServiceRoleForImageBuilder", "AWSServiceRoleForImageBuilder")]
    [InlineData("lightsail.amazonaws.com", "AWSServiceRoleForLightsail", "LightsailExportAccess")]
    [InlineData("m2.amazonaws.com", "AWSServiceRoleForAWSM2", "AWSM2ServicePolicy")]
    [InlineData("pullthroughcache.ecr.amazonaws.com", "AWSServiceRoleForECRPullThroughCache",
        "AWSECRPullThroughCache_ServiceRolePolicy")]
    [InlineData("rds.amazonaws.com", "AWSServiceRoleForRDS", "AmazonRDSServiceRolePolicy")]
    [InlineData("replication.ecr.amazonaws.com", "AWSServiceRoleForECRReplication",
        "ECRReplicationServiceRolePolicy")]
    [InlineData("ssm.amazonaws.com", "AWSServiceRoleForAmazonSSM", "AmazonSSMServiceRolePolicy")]
    public void The_role_of_a_service_is_named_as_recorded(string service, string role, string policy)
    {
        var made = api.Iam("CreateServiceLinkedRole", ("AWSServiceName", service));

        Assert.Equal((role, $"/aws-service-role/{service}/"), (made.Text("RoleName"), made.Text("Path")));
        Assert.Contains(policy, api.Iam("ListAttachedRolePolicies", ("RoleName", role)).Text("PolicyArn"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("autoscaling.amazonaws.com")]
    [InlineData("connect.amazonaws.com")]
    [InlineData("lexv2.amazonaws.com")]
    public void Some_services_take_a_suffix(string service)
    {
        var made = api.Iam("CreateServiceLinkedRole", ("AWSServiceName", service), ("CustomSuffix", "x"));

        Assert.EndsWith("_x", made.Text("RoleName"), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_taken_and_deletions_conflict()
    {
        Role();
        Assert.Equal("EntityAlreadyExists", Role().Text("Code"));
        api.Iam("AttachRolePolicy", ("RoleName", "r"), ("PolicyArn", "arn:aws:iam::aws:policy/AmazonEC2FullAccess"));
        Assert.Equal("DeleteConflict", api.Iam("DeleteRole", ("RoleName", "r")).Text("Code"));
        api.Iam("CreateUser", ("UserName", "gone"));
        api.Iam("DeleteUser", ("UserName", "gone"));
        Assert.Equal("NoSuchEntity", api.Iam("GetUser", ("UserName", "gone")).Text("Code"));
    }

    [Fact]
    public void An_assumed_role_has_no_user_name_of_its_own()
    {
        Role();
        var session = api.KeyOf(api.Sts("AssumeRole", ("RoleArn", $"arn:aws:iam::{TestWorld.Account}:role/r"),
            ("RoleSessionName", "s1")));

        Assert.Contains("Must specify userName when calling with non-User credentials",
            api.Form("iam", "GetUser", session).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Roles_show_what_each_operation_shows()
    {
        string[] created = ["Path", "RoleName", "RoleId", "Arn", "CreateDate", "AssumeRolePolicyDocument"];
        Assert.Equal(created, Role().Members("Role"));
        Assert.Equal([.. created, "MaxSessionDuration", "RoleLastUsed"],
            api.Iam("GetRole", ("RoleName", "r")).Members("Role"));
        Assert.Equal([.. created, "MaxSessionDuration"], api.Iam("ListRoles").Members("member"));
        Assert.Equal("", api.Iam("GetRole", ("RoleName", "r")).Text("RoleLastUsed"));
        Assert.Equal("3600", api.Iam("GetRole", ("RoleName", "r")).Text("MaxSessionDuration"));
    }

    [Fact]
    public void Tags_and_boundary_of_a_role_are_shown_one_by_one_and_not_in_the_list()
    {
        api.Iam("CreatePolicy", ("PolicyName", "p"), ("PolicyDocument", Allow));

        var made = api.Iam("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", Trust),
            ("Tags.member.1.Key", "a"), ("Tags.member.1.Value", "1"),
            ("PermissionsBoundary", $"arn:aws:iam::{TestWorld.Account}:policy/p"));

        Assert.Contains("Tags", made.Members("Role"));
        Assert.Contains("Tags", api.Iam("GetRole", ("RoleName", "r")).Members("Role"));
        Assert.Contains("PermissionsBoundary", api.Iam("GetRole", ("RoleName", "r")).Members("Role"));
        var listed = api.Iam("ListRoles").Members("member");
        Assert.DoesNotContain("Tags", listed);
        Assert.DoesNotContain("PermissionsBoundary", listed);
    }

    [Fact]
    public void Policies_and_users_show_what_they_show()
    {
        var policy = api.Iam("CreatePolicy", ("PolicyName", "p"), ("PolicyDocument", Allow), ("Description", "d"));
        Assert.Equal(
        [
            "Arn", "AttachmentCount", "CreateDate", "DefaultVersionId", "IsAttachable", "Path",
            "PermissionsBoundaryUsageCount", "PolicyId", "PolicyName", "UpdateDate",
        ], policy.Members("Policy").Order(StringComparer.Ordinal));
        var user = api.Iam("CreateUser", ("UserName", "u"));
        Assert.Equal(["Arn", "CreateDate", "Path", "UserId", "UserName"],
            user.Members("User").Order(StringComparer.Ordinal));
        var bounded = api.Iam("CreateUser", ("UserName", "v"),
            ("PermissionsBoundary", $"arn:aws:iam::{TestWorld.Account}:policy/p"));
        Assert.Equal("Policy", bounded.Text("PermissionsBoundaryType"));
    }

    [Fact]
    public void A_document_is_decoded_once()
    {
        const string document = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\","
            + "\"Resource\":\"arn:aws:s3:::x/arn%3Aaws%3As3\","
            + "\"Condition\":{\"StringEquals\":{\"aws:SourceArn\":\"arn%3Aaws%3Asns\"}}}]}";
        Role();
        api.Iam("PutRolePolicy", ("RoleName", "r"), ("PolicyName", "p"), ("PolicyDocument", document));

        var shown = api.Iam("GetRolePolicy", ("RoleName", "r"), ("PolicyName", "p")).Text("PolicyDocument");

        Assert.Equal(document, Uri.UnescapeDataString(shown));
    }

    [Fact]
    public void Tags_of_an_instance_profile_merge()
    {
        api.Iam("CreateInstanceProfile", ("InstanceProfileName", "i"), ("Tags.member.1.Key", "a"),
            ("Tags.member.1.Value", "1"));
        api.Iam("TagInstanceProfile", ("InstanceProfileName", "i"), ("Tags.member.1.Key", "a"),
            ("Tags.member.1.Value", "2"), ("Tags.member.2.Key", "b"), ("Tags.member.2.Value", "3"));
        Assert.Equal(200,
            api.Iam("UntagInstanceProfile", ("InstanceProfileName", "i"), ("TagKeys.member.1", "none")).Status);

        Assert.Equal(["2", "3"], api.Iam("ListInstanceProfileTags", ("InstanceProfileName", "i")).All("Value"));
        Assert.Equal(200, api.Iam("DeleteInstanceProfile", ("InstanceProfileName", "i")).Status);
    }

    /// <summary>The one statement, with its members by name and lists of one as what is in them.</summary>
    private static string Sorted(JsonNode statement)
    {
        var one = (statement is JsonArray list ? Assert.Single(list)! : statement).AsObject();
        return "{" + string.Join(',', one.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member =>
            $"\"{member.Key}\":"
            + (member.Value is JsonArray values ? values.Single() : member.Value)!.ToJsonString()))
            + "}";
    }

    private TestApi.Answer Role() => api.Iam("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", Trust));
}
