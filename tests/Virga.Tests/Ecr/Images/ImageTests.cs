using System.Net;
using System.Text;
using Virga.Distribution;
using Virga.Tests.Ecr;
using Virga.Wire.Ecr;

namespace Virga.Tests.Ecr.Images;

public sealed class ImageTests
{
    [Fact]
    public async Task What_was_pushed_is_what_both_planes_show()
    {
        await using var world = await EcrWorld.StartAsync();
        var digest = await world.PushImageAsync("hello", "v1");

        var image = Assert.Single((await world.Run<DescribeImagesResponse>(
            "DescribeImages", new DescribeImagesRequest { RepositoryName = "app" })).ImageDetails!);
        var got = await world.Run<BatchGetImageResponse>(
            "BatchGetImage",
            new BatchGetImageRequest { RepositoryName = "app", ImageIds = [new() { ImageTag = "v1" }] });

        Assert.Equal(digest, image.ImageDigest);
        Assert.Equal(["v1"], image.ImageTags);
        Assert.Equal(ManifestDocument.OciManifest, image.ImageManifestMediaType);
        Assert.Equal(digest, Digest.Of(Encoding.UTF8.GetBytes(Assert.Single(got.Images!).ImageManifest!)).Text);
    }

    [Fact]
    public async Task An_immutable_tag_does_not_move_except_where_a_filter_lets_it()
    {
        await using var world = await EcrWorld.StartAsync();
        await world.Run<object>("PutImageTagMutability", new PutImageTagMutabilityRequest
        {
            RepositoryName = "app",
            ImageTagMutability = ImageTagMutability.IMMUTABLEWITHEXCLUSION,
            ImageTagMutabilityExclusionFilters = [new() { FilterType = "WILDCARD", Filter = "dev-*" }],
        });
        await world.PushImageAsync("one", "v1");
        await world.PushImageAsync("one", "dev-1");

        var refused = await world.PutManifestAsync(await world.ManifestAsync("two"), "v1");
        var moved = await world.PutManifestAsync(await world.ManifestAsync("two"), "dev-1");
        var again = await world.PutManifestAsync(await world.ManifestAsync("one"), "v1");

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(
            "The image tag 'v1' already exists in the 'app' repository", await refused.Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, moved.StatusCode);
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
    }

    [Fact]
    public async Task Deleting_by_tag_removes_the_tag_and_the_image_with_its_last_one()
    {
        await using var world = await EcrWorld.StartAsync();
        var digest = await world.PushImageAsync("same", "v1");
        await world.PushImageAsync("same", "v2");

        var first = await Delete(world, new ImageIdentifier { ImageTag = "v1" });
        var left = await List(world);
        var second = await Delete(world, new ImageIdentifier { ImageTag = "v2" });

        Assert.Equal("v1", Assert.Single(first.ImageIds!).ImageTag);
        Assert.Equal((digest, "v2"), (Assert.Single(left).ImageDigest, left[0].ImageTag));
        Assert.Equal(digest, Assert.Single(second.ImageIds!).ImageDigest);
        Assert.Empty(await List(world));
    }

    [Fact]
    public async Task An_image_of_an_index_is_deleted_only_with_the_index()
    {
        await using var world = await EcrWorld.StartAsync();
        var manifest = await world.ManifestAsync("child");
        var child = await world.PushImageAsync("child");
        var index = Encoding.UTF8.GetBytes($$"""
            {"schemaVersion":2,"mediaType":"{{ManifestDocument.OciIndex}}","manifests":[
            {"mediaType":"{{ManifestDocument.OciManifest}}","digest":"{{child}}","size":{{manifest.Length}},
            "platform":{"architecture":"amd64","os":"linux"} }]}
            """);
        var pushed = await world.PutManifestAsync(index, "multi", type: ManifestDocument.OciIndex);

        var refused = await Delete(world, new ImageIdentifier { ImageDigest = child });
        var both = await Delete(
            world, new ImageIdentifier { ImageDigest = child }, new ImageIdentifier { ImageTag = "multi" });

        Assert.Equal(HttpStatusCode.Created, pushed.StatusCode);
        Assert.Equal("ImageReferencedByManifestList", Assert.Single(refused.Failures!).FailureCode);
        Assert.Empty(both.Failures!);
        Assert.Empty(await List(world));
    }

    [Fact]
    public async Task An_index_without_its_images_is_refused()
    {
        await using var world = await EcrWorld.StartAsync();
        var index = $$"""
            {"schemaVersion":2,"mediaType":"{{ManifestDocument.OciIndex}}",
            "manifests":[{"digest":"{{Digest.Of([1])}}"}]}
            """;

        var error = await world.Fail("PutImage", new PutImageRequest { RepositoryName = "app", ImageManifest = index });

        Assert.Equal("ReferencedImagesNotFoundException", error.Code);
        Assert.Empty(world.Blobs.All());
    }

    [Fact]
    public async Task The_API_says_when_an_image_is_there_already()
    {
        await using var world = await EcrWorld.StartAsync();
        var manifest = await world.ManifestAsync("once");
        var input = new PutImageRequest
        {
            RepositoryName = "app", ImageManifest = Encoding.UTF8.GetString(manifest), ImageTag = "v1",
        };
        await world.Run<object>("PutImage", input);

        var error = await world.Fail("PutImage", input);

        Assert.Equal("ImageAlreadyExistsException", error.Code);
        Assert.Equal(
            $"Image with digest '{Digest.Of(manifest)}' and tag 'v1' already exists in the repository with name 'app' "
            + $"in registry with id '{EcrWorld.Account}'", error.Message);
    }

    [Fact]
    public async Task A_layer_goes_up_in_parts_through_the_API_and_down_by_URL()
    {
        await using var world = await EcrWorld.StartAsync();
        var content = Encoding.UTF8.GetBytes("a layer in one part");
        var upload = await world.Run<InitiateLayerUploadResponse>(
            "InitiateLayerUpload", new InitiateLayerUploadRequest { RepositoryName = "app" });
        var part = new UploadLayerPartRequest
        {
            RepositoryName = "app", UploadId = upload.UploadId, LayerPartBlob = content,
            PartFirstByte = 0, PartLastByte = content.Length - 1,
        };
        await world.Run<object>("UploadLayerPart", part);
        var wrongPlace = await world.Fail("UploadLayerPart", part);
        var done = await world.Run<CompleteLayerUploadResponse>("CompleteLayerUpload", new CompleteLayerUploadRequest
        {
            RepositoryName = "app", UploadId = upload.UploadId, LayerDigests = [Digest.Of(content).Text],
        });
        var url = await world.Run<GetDownloadUrlForLayerResponse>("GetDownloadUrlForLayer",
            new GetDownloadUrlForLayerRequest { RepositoryName = "app", LayerDigest = done.LayerDigest });
        using var stranger = new HttpClient();
        var path = new Uri(url.DownloadUrl!).PathAndQuery;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://localhost:{world.Port}{path}");
        request.Headers.Host = new Uri(url.DownloadUrl!).Authority;
        var read = await stranger.SendAsync(request);

        Assert.Equal("InvalidLayerPartException", wrongPlace.Code);
        Assert.Equal(content, await read.Content.ReadAsByteArrayAsync());
    }

    private static Task<BatchDeleteImageResponse> Delete(EcrWorld world, params ImageIdentifier[] ids) =>
        world.Run<BatchDeleteImageResponse>(
            "BatchDeleteImage", new BatchDeleteImageRequest { RepositoryName = "app", ImageIds = [.. ids] });

    private static async Task<List<ImageIdentifier>> List(EcrWorld world) =>
        (await world.Run<ListImagesResponse>("ListImages", new ListImagesRequest { RepositoryName = "app" })).ImageIds!;
}
