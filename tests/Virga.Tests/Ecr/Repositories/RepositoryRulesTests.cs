using Virga.Wire.Ecr;

namespace Virga.Tests.Ecr.Repositories;

/// <summary>
/// What AWS's own schema of AWS::ECR::Repository says of names and tags: 2 to 256 characters, at most 50 tags; and the
/// pattern of the API model, which is newer.
/// </summary>
public sealed class RepositoryRulesTests
{
    [Theory]
    [InlineData("ab")]
    [InlineData("a/b")]
    [InlineData("team-1/app_2/x.y")]
    [InlineData("a--b/c__d")]
    [InlineData("0")]
    public void A_name_has_the_form_of_the_schema(string name)
    {
        using var world = new TestWorld();
        var long256 = name == "0" ? new string('a', 256) : name;

        var made = world.Run<CreateRepositoryResponse>(
            "CreateRepository", new CreateRepositoryRequest { RepositoryName = long256 }, "ecr");

        Assert.Equal(long256, made.Repository!.RepositoryName);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("App")]
    [InlineData("app/")]
    [InlineData("/app")]
    [InlineData("a//b")]
    [InlineData("a..b")]
    [InlineData("a___b")]
    [InlineData("-app")]
    [InlineData("app-")]
    [InlineData("app\n")]
    [InlineData("aé")]
    [InlineData("257")]
    public void Another_form_is_refused(string name)
    {
        using var world = new TestWorld();
        var wrong = name == "257" ? new string('a', 257) : name;

        var refused = world.Fail(
            "CreateRepository", new CreateRepositoryRequest { RepositoryName = wrong }, "ecr");

        Assert.Equal("InvalidParameterException", refused.Code);
        Assert.Contains("'repositoryName'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_repository_has_at_most_fifty_tags()
    {
        using var world = new TestWorld();
        List<Tag> tags = [.. Enumerable.Range(0, 50).Select(n => new Tag { Key = $"k{n}", Value = "v" })];
        var made = world.Run<CreateRepositoryResponse>(
            "CreateRepository", new CreateRepositoryRequest { RepositoryName = "app", Tags = tags }, "ecr");

        var refused = world.Fail("TagResource", new TagResourceRequest
        {
            ResourceArn = made.Repository!.RepositoryArn, Tags = [new() { Key = "one more", Value = "" }],
        }, "ecr");

        Assert.Equal("TooManyTagsException", refused.Code);
    }
}
