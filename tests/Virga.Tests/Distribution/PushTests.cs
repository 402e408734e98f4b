using System.Net;
using System.Net.Sockets;
using System.Text;
using Virga.Distribution;
using Virga.Tests.Ecr;

namespace Virga.Tests.Distribution;

/// <summary>OCI distribution-spec 1.1, "Push".</summary>
public sealed class PushTests
{
    [Fact]
    public async Task Post_then_put_uploads_a_blob_whole()
    {
        await using var world = await EcrWorld.StartAsync();
        var content = Encoding.UTF8.GetBytes("whole");
        var begun = await world.Client.PostAsync("/v2/app/blobs/uploads/", null);

        var answer = await world.Client.PutAsync(
            $"{begun.Headers.Location}?digest={Digest.Of(content)}", new ByteArrayContent(content));
        var read = await world.Client.GetByteArrayAsync(answer.Headers.Location);

        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(content, read);
    }

    [Fact]
    public async Task Single_post_uploads_a_blob_whole()
    {
        await using var world = await EcrWorld.StartAsync();

        var digest = await world.PushBlobAsync(Encoding.UTF8.GetBytes("single"));

        Assert.Equal("single", await world.Client.GetStringAsync($"/v2/app/blobs/{digest}"));
    }

    [Fact]
    public async Task Pushing_a_blob_in_chunks_goes_on_where_the_last_one_ended()
    {
        await using var world = await EcrWorld.StartAsync();
        var begun = await world.Client.PostAsync("/v2/app/blobs/uploads/", null);
        var place = begun.Headers.Location!.ToString();

        var first = await PatchAsync(world, place, "abc", 0);
        var outOfOrder = await PatchAsync(world, place, "xyz", 7);
        var status = await world.Client.GetAsync(place);
        var second = await PatchAsync(world, place, "def", 3);
        var done = await world.Client.PutAsync(
            $"{place}?digest={Digest.Of(Encoding.UTF8.GetBytes("abcdef"))}", new ByteArrayContent([]));

        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        Assert.Equal("0-2", Assert.Single(first.Headers.GetValues("Range")));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, outOfOrder.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, status.StatusCode);
        Assert.Equal("0-2", Assert.Single(status.Headers.GetValues("Range")));
        Assert.Equal("0-5", Assert.Single(second.Headers.GetValues("Range")));
        Assert.Equal(HttpStatusCode.Created, done.StatusCode);
    }

    [Fact]
    public async Task A_blob_of_another_digest_is_refused_and_not_kept()
    {
        await using var world = await EcrWorld.StartAsync();
        var wrong = Digest.Of([1, 2, 3]).Text;

        var answer = await world.Client.PostAsync($"/v2/app/blobs/uploads/?digest={wrong}", new StringContent("other"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("DIGEST_INVALID", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(world.Blobs.All());
        Assert.Empty(Directory.EnumerateFiles(world.Blobs.Uploads.Folder));
    }

    [Fact]
    public async Task An_upload_that_was_cancelled_is_unknown()
    {
        await using var world = await EcrWorld.StartAsync();
        var begun = await world.Client.PostAsync("/v2/app/blobs/uploads/", null);

        await world.Client.DeleteAsync(begun.Headers.Location);
        var answer = await world.Client.GetAsync(begun.Headers.Location);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("BLOB_UPLOAD_UNKNOWN", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_belongs_to_its_repository()
    {
        await using var world = await EcrWorld.StartAsync();
        await world.Run<object>(
            "CreateRepository", new Virga.Wire.Ecr.CreateRepositoryRequest { RepositoryName = "other" });
        var begun = await world.Client.PostAsync("/v2/app/blobs/uploads/", null);
        var elsewhere = begun.Headers.Location!.ToString().Replace("/app/", "/other/", StringComparison.Ordinal);

        var answer = await world.Client.GetAsync(elsewhere);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Mounting_a_blob_from_another_repository_needs_no_upload()
    {
        await using var world = await EcrWorld.StartAsync();
        await world.Run<object>(
            "CreateRepository", new Virga.Wire.Ecr.CreateRepositoryRequest { RepositoryName = "other" });
        var digest = await world.PushBlobAsync(Encoding.UTF8.GetBytes("shared"));

        var before = await world.Client.GetAsync($"/v2/other/blobs/{digest}");
        var mounted = await world.Client.PostAsync($"/v2/other/blobs/uploads/?mount={digest}&from=app", null);
        var after = await world.Client.GetStringAsync($"/v2/other/blobs/{digest}");
        var unknown = await world.Client.PostAsync(
            $"/v2/other/blobs/uploads/?mount={Digest.Of([9])}&from=app", null);

        Assert.Equal(HttpStatusCode.NotFound, before.StatusCode);
        Assert.Equal(HttpStatusCode.Created, mounted.StatusCode);
        Assert.Equal("shared", after);
        Assert.Equal(HttpStatusCode.Accepted, unknown.StatusCode);
    }

    [Fact]
    public async Task A_layer_and_a_manifest_have_their_limits()
    {
        await using var world = await EcrWorld.StartAsync();
        var begun = await world.Client.PostAsync("/v2/app/blobs/uploads/", null);
        using var socket = new TcpClient("127.0.0.1", world.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"PATCH {begun.Headers.Location} HTTP/1.1\r\nHost: localhost:{world.Port}\r\n"
            + $"Authorization: {world.Client.DefaultRequestHeaders.Authorization}\r\n"
            + $"Content-Length: {(52_000L * 1_024 * 1_024) + 1}\r\n\r\n"));
        using var reader = new StreamReader(stream);
        var layer = await reader.ReadLineAsync();

        var manifest = await world.PutManifestAsync(new byte[(4 * 1_024 * 1_024) + 1], "v1");

        Assert.Equal("HTTP/1.1 403 Forbidden", layer);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, manifest.StatusCode);
    }

    [Fact]
    public async Task Pushing_a_manifest_without_its_layers_is_refused()
    {
        await using var world = await EcrWorld.StartAsync();
        var manifest = await world.ManifestAsync("complete");
        var incomplete = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(manifest)
            .Replace(Digest.Of("complete"u8).Text, Digest.Of("absent"u8).Text, StringComparison.Ordinal));

        var answer = await world.PutManifestAsync(incomplete, "v1");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("MANIFEST_BLOB_UNKNOWN", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pushing_a_manifest_with_a_subject_says_so()
    {
        await using var world = await EcrWorld.StartAsync();
        var subject = await world.PushImageAsync("subject", "v1");
        var artifact = await world.ManifestAsync("artifact", subject: subject);

        var answer = await world.PutManifestAsync(artifact, Digest.Of(artifact).Text);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(subject, Assert.Single(answer.Headers.GetValues("OCI-Subject")));
    }

    [Theory]
    [InlineData("{", "MANIFEST_INVALID")]
    [InlineData("{\"schemaVersion\":1}", "MANIFEST_INVALID")]
    [InlineData("[]", "MANIFEST_INVALID")]
    [InlineData("{\"schemaVersion\":2,\"config\":{\"digest\":7}}", "MANIFEST_INVALID")]
    public async Task Pushing_what_is_no_manifest_is_refused(string text, string code)
    {
        await using var world = await EcrWorld.StartAsync();

        var answer = await world.PutManifestAsync(Encoding.UTF8.GetBytes(text), "v1");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(code, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> PatchAsync(EcrWorld world, string place, string text, int start)
    {
        var content = new StringContent(text);
        content.Headers.TryAddWithoutValidation("Content-Range", $"{start}-{start + text.Length - 1}");
        return await world.Client.PatchAsync(place, content);
    }
}
