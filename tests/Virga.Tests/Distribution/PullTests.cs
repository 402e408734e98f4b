using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Virga.Distribution;
using Virga.Tests.Ecr;

namespace Virga.Tests.Distribution;

/// <summary>OCI distribution-spec 1.1, "Pull".</summary>
public sealed class PullTests
{
    [Fact]
    public async Task Determining_support_asks_for_a_password_and_answers_200_with_it()
    {
        await using var world = await EcrWorld.StartAsync();
        using var stranger = new HttpClient { BaseAddress = world.Client.BaseAddress };

        var refused = await stranger.GetAsync("/v2/");
        var answered = await world.Client.GetAsync("/v2/");

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.StartsWith("Basic realm=", refused.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
    }

    [Fact]
    public async Task Pulling_manifests_by_tag_and_by_digest_gives_the_bytes_that_were_pushed()
    {
        await using var world = await EcrWorld.StartAsync();
        var manifest = await world.ManifestAsync("hello");
        await world.PutManifestAsync(manifest, "v1");
        var digest = Digest.Of(manifest).Text;

        foreach (var reference in new[] { "v1", digest })
        {
            var answer = await world.Client.GetAsync($"/v2/app/manifests/{reference}");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(manifest, await answer.Content.ReadAsByteArrayAsync());
            Assert.Equal(digest, Assert.Single(answer.Headers.GetValues("Docker-Content-Digest")));
            Assert.Equal(ManifestDocument.OciManifest, answer.Content.Headers.ContentType!.MediaType);
        }
    }

    [Fact]
    public async Task Pulling_a_manifest_that_is_not_there_answers_404_and_MANIFEST_UNKNOWN()
    {
        await using var world = await EcrWorld.StartAsync();

        var answer = await world.Client.GetAsync("/v2/app/manifests/none");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("MANIFEST_UNKNOWN", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pulling_from_a_repository_that_is_not_there_answers_404_and_NAME_UNKNOWN()
    {
        await using var world = await EcrWorld.StartAsync();

        var answer = await world.Client.GetAsync("/v2/other/manifests/v1");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("NAME_UNKNOWN", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checking_if_content_exists_answers_size_and_digest_without_a_body()
    {
        await using var world = await EcrWorld.StartAsync();
        var digest = await world.PushBlobAsync(Encoding.UTF8.GetBytes("twelve bytes"));

        using var head = new HttpRequestMessage(HttpMethod.Head, $"/v2/app/blobs/{digest}");
        var there = await world.Client.SendAsync(head);
        using var other = new HttpRequestMessage(HttpMethod.Head, $"/v2/app/blobs/{Digest.Of([1])}");
        var missing = await world.Client.SendAsync(other);

        Assert.Equal(HttpStatusCode.OK, there.StatusCode);
        Assert.Equal(12, there.Content.Headers.ContentLength);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Theory]
    [InlineData(2, 4, "cde", "bytes 2-4/10")]
    [InlineData(7, null, "hij", "bytes 7-9/10")]
    [InlineData(null, 2, "ij", "bytes 8-9/10")]
    [InlineData(8, 99, "ij", "bytes 8-9/10")]
    public async Task Pulling_blobs_in_ranges_gives_the_part(int? from, int? to, string part, string range)
    {
        await using var world = await EcrWorld.StartAsync();
        var digest = await world.PushBlobAsync(Encoding.UTF8.GetBytes("abcdefghij"));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v2/app/blobs/{digest}");
        request.Headers.Range = new RangeHeaderValue(from, to);

        var answer = await world.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal(part, await answer.Content.ReadAsStringAsync());
        Assert.Equal(range, answer.Content.Headers.ContentRange!.ToString());
    }

    [Fact]
    public async Task Pulling_a_range_behind_the_end_answers_416()
    {
        await using var world = await EcrWorld.StartAsync();
        var digest = await world.PushBlobAsync(Encoding.UTF8.GetBytes("abc"));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v2/app/blobs/{digest}");
        request.Headers.Range = new RangeHeaderValue(3, 4);

        var answer = await world.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, answer.StatusCode);
    }
}
