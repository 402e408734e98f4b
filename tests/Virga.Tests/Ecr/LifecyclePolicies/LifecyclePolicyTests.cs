using Virga.Tests.Ecr;
using Virga.Wire.Ecr;

namespace Virga.Tests.Ecr.LifecyclePolicies;

public sealed class LifecyclePolicyTests
{
    private const string KeepTwo = """
        {"rules":[
        {"rulePriority":1,"selection":{"tagStatus":"tagged","tagPrefixList":["keep"],"countType":"imageCountMoreThan",
        "countNumber":100},"action":{"type":"expire"}},
        {"rulePriority":2,"selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":2},
        "action":{"type":"expire"}}]}
        """;

    [Fact]
    public async Task The_preview_is_exactly_what_then_happens()
    {
        await using var world = await EcrWorld.StartAsync();
        foreach (var tag in new[] { "keep-1", "a", "b", "c", "d" })
        {
            await world.PushImageAsync($"image {tag}", tag);
            world.World.Step(TimeSpan.FromSeconds(1));
        }

        await world.Run<object>("StartLifecyclePolicyPreview", new StartLifecyclePolicyPreviewRequest
        {
            RepositoryName = "app", LifecyclePolicyText = KeepTwo,
        });
        world.World.Step(TimeSpan.FromSeconds(1));
        var preview = await world.Run<GetLifecyclePolicyPreviewResponse>(
            "GetLifecyclePolicyPreview", new GetLifecyclePolicyPreviewRequest { RepositoryName = "app" });
        var before = await Tags(world);
        await world.Run<object>("PutLifecyclePolicy", new PutLifecyclePolicyRequest
        {
            RepositoryName = "app", LifecyclePolicyText = KeepTwo,
        });
        world.World.Step(TimeSpan.FromSeconds(11));
        var after = await Tags(world);

        Assert.Equal("COMPLETE", preview.Status);
        Assert.Equal(["a", "b"], preview.PreviewResults!.SelectMany(one => one.ImageTags!));
        Assert.Equal(2, preview.Summary!.ExpiringImageTotalCount);
        Assert.Equal(["a", "b"], before.Except(after));
        Assert.Equal(["keep-1", "c", "d"], after);
    }

    [Fact]
    public async Task An_untagged_image_goes_when_its_days_are_over()
    {
        await using var world = await EcrWorld.StartAsync();
        var digest = await world.PushImageAsync("untagged");
        await world.Run<object>("PutLifecyclePolicy", new PutLifecyclePolicyRequest
        {
            RepositoryName = "app",
            LifecyclePolicyText = """
                {"rules":[{"rulePriority":1,"selection":{"tagStatus":"untagged","countType":"sinceImagePushed",
                "countUnit":"days","countNumber":14},"action":{"type":"expire"}}]}
                """,
        });
        world.World.Step(TimeSpan.FromDays(13));
        var young = await Images(world);
        world.World.Step(TimeSpan.FromDays(1) + TimeSpan.FromHours(2));

        Assert.Equal(digest, Assert.Single(young).ImageDigest);
        Assert.Empty(await Images(world));
    }

    [Theory]
    [InlineData("nonsense", "Could not map policyString into LifecyclePolicy.")]
    [InlineData("{}", "object has missing required properties ([\"rules\"])")]
    [InlineData("{\"rules\":[{\"rulePriority\":1}]}",
        "object has missing required properties ([\"action\",\"selection\"])")]
    public async Task A_policy_that_is_none_is_refused(string text, string reason)
    {
        await using var world = await EcrWorld.StartAsync();

        var error = await world.Fail(
            "PutLifecyclePolicy", new PutLifecyclePolicyRequest { RepositoryName = "app", LifecyclePolicyText = text });

        Assert.Equal("InvalidParameterException", error.Code);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    private static async Task<List<string>> Tags(EcrWorld world) =>
        [.. (await Images(world)).Select(id => id.ImageTag!)];

    private static async Task<List<ImageIdentifier>> Images(EcrWorld world) =>
        (await world.Run<ListImagesResponse>("ListImages", new ListImagesRequest { RepositoryName = "app" })).ImageIds!;
}
