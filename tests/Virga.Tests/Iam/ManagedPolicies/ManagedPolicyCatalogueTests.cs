using System.Text.Json;
using Virga.Iam.ManagedPolicies;
using Xunit;

namespace Virga.Tests.Iam.ManagedPolicies;

public sealed class ManagedPolicyCatalogueTests
{
    [Theory]
    [InlineData("arn:aws:iam::aws:policy/AdministratorAccess", "v1")]
    [InlineData("arn:aws:iam::aws:policy/PowerUserAccess", null)]
    [InlineData("arn:aws:iam::aws:policy/ReadOnlyAccess", null)]
    [InlineData("arn:aws:iam::aws:policy/AmazonEC2FullAccess", "v5")]
    [InlineData("arn:aws-cn:iam::aws:policy/AmazonSSMManagedInstanceCore", "v2")]
    [InlineData("arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly", null)]
    [InlineData("arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole", "v1")]
    [InlineData("arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy", "v1")]
    [InlineData("arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy", null)]
    [InlineData("arn:aws:iam::aws:policy/aws-service-role/AutoScalingServiceRolePolicy", null)]
    [InlineData("arn:aws:iam::aws:policy/job-function/ViewOnlyAccess", null)]
    public void The_policies_that_people_attach_are_there(string arn, string? version)
    {
        var policy = ManagedPolicyCatalogue.Find(arn)!;
        Assert.Equal(arn, policy.Arn(arn.Split(':')[1]));
        Assert.Equal(version ?? policy.DefaultVersionId, policy.DefaultVersionId);
        Assert.Matches("^ANPA[A-Z2-7]{17}$", policy.PolicyId);
        Assert.True(policy.UpdateDate >= policy.CreateDate);
    }

    [Theory]
    [InlineData("arn:aws:iam::aws:policy/Nothing")]
    [InlineData("arn:aws:iam::aws:policy/service-role/AdministratorAccess")]
    [InlineData("arn:aws:iam::123456789012:policy/AdministratorAccess")]
    [InlineData("arn:aws:iam::aws:role/AdministratorAccess")]
    [InlineData("AdministratorAccess")]
    [InlineData("")]
    public void Another_arn_is_not_found(string arn) => Assert.Null(ManagedPolicyCatalogue.Find(arn));

    [Fact]
    public void The_administrator_may_do_everything() =>
        Assert.Equal(
            """{"Version":"2012-10-17","Statement":[{"Action":"*","Effect":"Allow","Resource":"*"}]}""",
            ManagedPolicyCatalogue.DocumentOf(ManagedPolicyCatalogue.FindByName("AdministratorAccess")!));

    [Fact]
    public void A_document_belongs_to_its_policy()
    {
        var actions = Document("AmazonEC2ContainerRegistryReadOnly").GetProperty("Statement")[0].GetProperty("Action")
            .EnumerateArray().Select(action => action.GetString()).ToArray();
        Assert.Contains("ecr:GetAuthorizationToken", actions);
        Assert.Contains("ecr:BatchGetImage", actions);
        Assert.DoesNotContain("ecr:PutImage", actions);
    }

    [Fact]
    public void Every_policy_has_an_arn_an_id_and_a_document_of_its_own()
    {
        var all = ManagedPolicyCatalogue.All().ToArray();
        Assert.Equal(1485, all.Length);
        Assert.Equal(all.Length, all.Select(policy => policy.Arn("aws")).Distinct().Count());
        Assert.Equal(all.Length, all.Select(policy => policy.PolicyId).Distinct().Count());
        Assert.Equal(all.Length, all.Select(policy => policy.Document).Distinct().Count());
        foreach (var policy in all.Where((_, at) => at % 50 == 0 || at == all.Length - 1))
            Assert.Equal("2012-10-17", Document(policy.Name).GetProperty("Version").GetString());
    }

    private static JsonElement Document(string name) =>
        JsonDocument.Parse(ManagedPolicyCatalogue.DocumentOf(ManagedPolicyCatalogue.FindByName(name)!)).RootElement;
}
