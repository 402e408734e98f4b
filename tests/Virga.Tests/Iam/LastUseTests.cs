using System.Text;

namespace Virga.Tests.Iam;

/// <summary>What keys, users and roles did last is what they really did.</summary>
public sealed class LastUseTests : IDisposable
{
    private const string Trust =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"},"
        + "\"Action\":\"sts:AssumeRole\"}]}";

    private const string Allow =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"ec2:*\",\"s3:Get*\"],"
        + "\"Resource\":\"*\"}]}";

    private readonly TestApi api = new();

    public void Dispose() => api.Dispose();

    [Fact]
    public void A_key_tells_its_last_use_and_none_when_there_was_none()
    {
        var bob = Bob();
        TestApi.Answer Last() => api.Iam("GetAccessKeyLastUsed", ("AccessKeyId", bob.Id));

        var never = Last();
        Assert.Equal(("N/A", "N/A", null),
            (never.Text("ServiceName"), never.Text("Region"), never.Find("LastUsedDate")));
        api.Form("ec2", "DescribeVpcs", bob);
        api.World.Step(TimeSpan.FromHours(1));
        api.Form("sts", "GetCallerIdentity", bob);

        Assert.Equal(("bob", "sts", "us-east-1"),
            (Last().Text("UserName"), Last().Text("ServiceName"), Last().Text("Region")));
        Assert.StartsWith("2026-11-21T10:00:00", Last().Text("LastUsedDate"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_tells_its_last_use()
    {
        api.Iam("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", Trust));
        var session = api.KeyOf(api.Sts("AssumeRole", ("RoleArn", $"arn:aws:iam::{TestWorld.Account}:role/r"),
            ("RoleSessionName", "s1")));
        Assert.Equal("", api.Iam("GetRole", ("RoleName", "r")).Text("RoleLastUsed"));

        api.Form("ec2", "DescribeVpcs", session);

        Assert.Equal(["LastUsedDate", "Region"], api.Iam("GetRole", ("RoleName", "r")).Members("RoleLastUsed"));
    }

    [Fact]
    public void Service_last_accessed_details_name_what_is_granted_and_what_was_used()
    {
        var bob = Bob();
        api.Form("ec2", "DescribeVpcs", bob);
        const string arn = $"arn:aws:iam::{TestWorld.Account}:user/bob";

        var job = api.Iam("GenerateServiceLastAccessedDetails", ("Arn", arn), ("Granularity", "ACTION_LEVEL"))
            .Text("JobId");
        var details = api.Iam("GetServiceLastAccessedDetails", ("JobId", job));
        var entities = api.Iam("GetServiceLastAccessedDetailsWithEntities", ("JobId", job),
            ("ServiceNamespace", "ec2"));
        var granting = api.Iam("ListPoliciesGrantingServiceAccess", ("Arn", arn), ("ServiceNamespaces.member.1", "ec2"),
            ("ServiceNamespaces.member.2", "iam"));

        Assert.Equal(["ec2", "s3"], details.All("ServiceNamespace"));
        Assert.Equal(["1", "0"], details.All("TotalAuthenticatedEntities"));
        Assert.Equal(["DescribeVpcs"], details.All("ActionName"));
        Assert.Equal([arn], details.All("LastAuthenticatedEntity"));
        Assert.Equal([arn], entities.All("Arn"));
        Assert.Equal(["p"], granting.All("PolicyName"));
        Assert.Equal(["ec2", "iam"], granting.All("ServiceNamespace"));
    }

    [Fact]
    public void The_credential_report_tells_of_every_user()
    {
        var bob = Bob();
        api.Form("ec2", "DescribeVpcs", bob);

        Assert.Equal("410 ReportNotPresent", api.Iam("GetCredentialReport").Error.Split(':')[0]);
        Assert.Equal("STARTED", api.Iam("GenerateCredentialReport").Text("State"));
        Assert.Equal("COMPLETE", api.Iam("GenerateCredentialReport").Text("State"));
        var lines = Encoding.UTF8.GetString(Convert.FromBase64String(
            api.Iam("GetCredentialReport").Text("Content"))).Split('\n');

        Assert.StartsWith("user,arn,user_creation_time,password_enabled", lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"<root_account>,arn:aws:iam::{TestWorld.Account}:root,", lines[1], StringComparison.Ordinal);
        Assert.Contains(",true,2026-11-21T09:00:00+00:00,2026-11-21T09:00:00+00:00,us-east-1,ec2,", lines[2],
            StringComparison.Ordinal);
        Assert.All(lines, line => Assert.Equal(22, line.Split(',').Length));
        api.World.Step(TimeSpan.FromHours(4));
        Assert.Equal("410 ReportExpired", api.Iam("GetCredentialReport").Error.Split(':')[0]);
    }

    private TestApi.Key Bob()
    {
        api.Iam("CreateUser", ("UserName", "bob"));
        api.Iam("PutUserPolicy", ("UserName", "bob"), ("PolicyName", "p"), ("PolicyDocument", Allow));
        return api.KeyOf(api.Iam("CreateAccessKey", ("UserName", "bob")));
    }
}
