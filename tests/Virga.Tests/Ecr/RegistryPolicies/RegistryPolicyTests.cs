using System.Net;
using Virga.Wire.Ecr;

namespace Virga.Tests.Ecr.RegistryPolicies;

/// <summary>
/// Another account does in this registry what policies here let it do, in both planes, and nothing else.
/// </summary>
public sealed class RegistryPolicyTests
{
    private const string Stranger = "999999999999";

    [Theory]
    [InlineData("DescribeImages")]
    [InlineData("BatchGetImage")]
    [InlineData("BatchDeleteImage")]
    [InlineData("DeleteRepository")]
    [InlineData("SetRepositoryPolicy")]
    [InlineData("InitiateLayerUpload")]
    [InlineData("CreateRepository")]
    [InlineData("CreatePullThroughCacheRule")]
    public async Task A_stranger_is_refused_without_a_policy(string operation)
    {
        await using var world = await EcrWorld.StartAsync();
        await world.PushImageAsync("image", "v1");

        var refused = await world.Fail(operation, Input(operation), Stranger);

        Assert.Equal("AccessDeniedException", refused.Code);
        Assert.Contains($"ecr:{operation}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_policy_of_a_repository_lets_a_stranger_in_by_the_API_too()
    {
        await using var world = await EcrWorld.StartAsync();
        await world.PushImageAsync("image", "v1");
        await world.Run<object>("SetRepositoryPolicy", new SetRepositoryPolicyRequest
        {
            RepositoryName = "app", PolicyText = Policy("ecr:DescribeImages", ""),
        });

        var seen = await world.Run<DescribeImagesResponse>("DescribeImages", Input("DescribeImages"), Stranger);
        var refused = await world.Fail("BatchDeleteImage", Input("BatchDeleteImage"), Stranger);

        Assert.Equal(["v1"], Assert.Single(seen.ImageDetails!).ImageTags!);
        Assert.Equal("AccessDeniedException", refused.Code);
    }

    [Fact]
    public async Task The_policy_of_the_registry_is_about_all_repositories_and_few_actions_with_the_first_scope()
    {
        await using var world = await EcrWorld.StartAsync();
        await world.PushImageAsync("image", "v1");
        await world.Run<object>("PutRegistryPolicy", new PutRegistryPolicyRequest
        {
            PolicyText = Policy("ecr:BatchGetImage\",\"ecr:CreateRepository", ",\"Resource\":\"*\""),
        });
        world.Login(Stranger);
        var path = $"/v2/{EcrWorld.Account}/us-east-1/app/manifests/v1";

        var second = await world.Client.GetAsync(path);
        await world.Run<object>(
            "PutAccountSetting", new PutAccountSettingRequest { Name = "REGISTRY_POLICY_SCOPE", Value = "V1" });
        var first = await world.Client.GetAsync(path);
        await world.Run<object>("CreateRepository", Input("CreateRepository"), Stranger);

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, first.StatusCode);
    }

    [Fact]
    public async Task A_deny_of_the_repository_holds_for_its_own_account()
    {
        await using var world = await EcrWorld.StartAsync();
        await world.PushImageAsync("image", "v1");
        await world.Run<object>("SetRepositoryPolicy", new SetRepositoryPolicyRequest
        {
            RepositoryName = "app",
            PolicyText = Policy("ecr:BatchDeleteImage", "").Replace("Allow", "Deny", StringComparison.Ordinal)
                .Replace(Stranger, "*", StringComparison.Ordinal),
        });

        var refused = await world.Client.DeleteAsync("/v2/app/manifests/v1");

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    private static string Policy(string actions, string more) => $$"""
        {"Version":"2012-10-17","Statement":[{"Sid":"other","Effect":"Allow",
        "Principal":{"AWS":"{{Stranger}}"},"Action":["{{actions}}"]{{more}} }]}
        """;

    private static object Input(string operation) => operation switch
    {
        "DescribeImages" => new DescribeImagesRequest { RegistryId = EcrWorld.Account, RepositoryName = "app" },
        "BatchGetImage" => new BatchGetImageRequest
        {
            RegistryId = EcrWorld.Account, RepositoryName = "app", ImageIds = [new() { ImageTag = "v1" }],
        },
        "BatchDeleteImage" => new BatchDeleteImageRequest
        {
            RegistryId = EcrWorld.Account, RepositoryName = "app", ImageIds = [new() { ImageTag = "v1" }],
        },
        "DeleteRepository" => new DeleteRepositoryRequest
        {
            RegistryId = EcrWorld.Account, RepositoryName = "app", Force = true,
        },
        "SetRepositoryPolicy" => new SetRepositoryPolicyRequest
        {
            RegistryId = EcrWorld.Account, RepositoryName = "app", PolicyText = Policy("ecr:*", ""),
        },
        "InitiateLayerUpload" => new InitiateLayerUploadRequest
        {
            RegistryId = EcrWorld.Account, RepositoryName = "app",
        },
        "CreateRepository" => new CreateRepositoryRequest { RegistryId = EcrWorld.Account, RepositoryName = "new" },
        _ => new CreatePullThroughCacheRuleRequest
        {
            RegistryId = EcrWorld.Account, EcrRepositoryPrefix = "q", UpstreamRegistryUrl = "quay.io",
        },
    };
}
