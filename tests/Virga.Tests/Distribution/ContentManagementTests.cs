using System.Net;
using System.Text;
using Virga.Distribution;
using Virga.Tests.Ecr;
using Virga.Wire.Ecr;

namespace Virga.Tests.Distribution;

/// <summary>OCI distribution-spec 1.1, "Content Management".</summary>
public sealed class ContentManagementTests
{
    [Fact]
    public async Task Deleting_tags_leaves_the_others_of_the_image()
    {
        await using var world = await EcrWorld.StartAsync();
        await world.PushImageAsync("same", "v1");
        await world.PushImageAsync("same", "v2");

        var answer = await world.Client.DeleteAsync("/v2/app/manifests/v1");

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Client.GetAsync("/v2/app/manifests/v1")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await world.Client.GetAsync("/v2/app/manifests/v2")).StatusCode);
    }

    [Fact]
    public async Task Deleting_manifests_by_digest_frees_their_bytes()
    {
        await using var world = await EcrWorld.StartAsync();
        var digest = await world.PushImageAsync("gone", "v1");

        var answer = await world.Client.DeleteAsync($"/v2/app/manifests/{digest}");
        await world.Collector.RunAsync(default);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Client.GetAsync("/v2/app/manifests/v1")).StatusCode);
        Assert.Empty(world.Blobs.All());
    }

    [Fact]
    public async Task Deleting_blobs_is_refused_while_an_image_refers_to_them()
    {
        await using var world = await EcrWorld.StartAsync();
        await world.PushImageAsync("kept", "v1");
        var lone = await world.PushBlobAsync(Encoding.UTF8.GetBytes("lone"));

        var kept = await world.Client.DeleteAsync($"/v2/app/blobs/{Digest.Of("kept"u8)}");
        var deleted = await world.Client.DeleteAsync($"/v2/app/blobs/{lone}");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, kept.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, deleted.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Client.GetAsync($"/v2/app/blobs/{lone}")).StatusCode);
    }

    [Fact]
    public async Task A_layer_lives_as_long_as_one_image_of_any_repository_refers_to_it()
    {
        await using var world = await EcrWorld.StartAsync();
        await world.Run<object>("CreateRepository", new CreateRepositoryRequest { RepositoryName = "other" });
        await world.PushImageAsync("shared", "v1");
        await world.PushImageAsync("shared", "v1", "other");

        await world.Client.DeleteAsync("/v2/app/manifests/v1");
        await world.Collector.RunAsync(default);

        Assert.Equal("shared", await world.Client.GetStringAsync($"/v2/other/blobs/{Digest.Of("shared"u8)}"));
        var here = await world.Client.GetAsync($"/v2/app/blobs/{Digest.Of("shared"u8)}");
        Assert.Equal(HttpStatusCode.NotFound, here.StatusCode);
    }
}
