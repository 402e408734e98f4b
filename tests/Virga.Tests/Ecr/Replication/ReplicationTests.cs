using System.Net;
using Virga.Tests.Ecr;
using Virga.Wire.Ecr;

namespace Virga.Tests.Ecr.Replication;

public sealed class ReplicationTests
{
    [Fact]
    public async Task An_image_appears_in_another_region_and_in_the_account_that_allows_it()
    {
        await using var world = await EcrWorld.StartAsync();
        await world.Run<object>("PutReplicationConfiguration", new PutReplicationConfigurationRequest
        {
            ReplicationConfiguration = new()
            {
                Rules =
                [
                    new()
                    {
                        Destinations =
                        [
                            new() { Region = "eu-west-1", RegistryId = EcrWorld.Account },
                            new() { Region = "us-east-1", RegistryId = "999999999999" },
                        ],
                    },
                ],
            },
        });
        var digest = await world.PushImageAsync("copied", "v1");
        world.World.Step(TimeSpan.FromSeconds(2));

        var status = await world.Run<DescribeImageReplicationStatusResponse>("DescribeImageReplicationStatus",
            new DescribeImageReplicationStatusRequest { RepositoryName = "app", ImageId = new() { ImageTag = "v1" } });
        var copy = await world.Client.GetAsync($"/v2/{EcrWorld.Account}/eu-west-1/app/manifests/v1");

        Assert.Equal(
            [("eu-west-1", "COMPLETE", null), ("us-east-1", "FAILED", "AccessDenied")],
            status.ReplicationStatuses!.Select(one => (one.Region, one.Status, one.FailureCode)));
        Assert.Equal(HttpStatusCode.OK, copy.StatusCode);
        Assert.Equal(digest, copy.Headers.GetValues("Docker-Content-Digest").Single());
    }

    [Fact]
    public async Task A_push_creates_its_repository_by_template()
    {
        await using var world = await EcrWorld.StartAsync();
        await world.Run<object>("CreateRepositoryCreationTemplate", new CreateRepositoryCreationTemplateRequest
        {
            Prefix = "made", AppliedFor = [RCTAppliedFor.CREATEONPUSH], ImageTagMutability = "IMMUTABLE",
        });

        await world.PushImageAsync("new", "v1", "made/here");
        var refused = await world.Client.PostAsync("/v2/elsewhere/blobs/uploads/", null);
        var made = await world.Run<DescribeRepositoriesResponse>(
            "DescribeRepositories", new DescribeRepositoriesRequest { RepositoryNames = ["made/here"] });

        Assert.Equal("IMMUTABLE", Assert.Single(made.Repositories!).ImageTagMutability);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    [Fact]
    public async Task A_pull_through_cache_brings_an_image_and_keeps_it()
    {
        await using var upstream = await EcrWorld.StartAsync(
            Virga.State.Rules.Default with { DefaultAccountId = EcrWorld.Account, IsEcrAnonymous = true }, "library");
        var digest = await upstream.PushImageAsync("from upstream", "v1", "library");
        await using var world = await EcrWorld.StartAsync();
        await world.Run<object>("CreatePullThroughCacheRule", new CreatePullThroughCacheRuleRequest
        {
            EcrRepositoryPrefix = "up", UpstreamRegistryUrl = $"localhost:{upstream.Port}",
        });

        var first = await world.Client.GetAsync("/v2/up/library/manifests/v1");
        await upstream.Run<object>("DeleteRepository", new DeleteRepositoryRequest
        {
            RepositoryName = "library", Force = true,
        });
        var second = await world.Client.GetAsync("/v2/up/library/manifests/v1");
        var missing = await world.Client.GetAsync("/v2/up/library/manifests/v2");

        Assert.Equal(digest, first.Headers.GetValues("Docker-Content-Digest").Single());
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }
}
