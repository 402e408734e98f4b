using System.Net;
using System.Text.Json;
using Virga.Distribution;
using Virga.Tests.Ecr;
using Virga.Wire.Ecr;

namespace Virga.Tests.Distribution;

/// <summary>OCI distribution-spec 1.1, "Content Discovery".</summary>
public sealed class ContentDiscoveryTests
{
    [Fact]
    public async Task Listing_tags_is_by_name_and_in_pages()
    {
        await using var world = await EcrWorld.StartAsync();
        foreach (var tag in new[] { "b", "a", "d", "c" }) await world.PushImageAsync($"image {tag}", tag);

        var all = await world.Client.GetStringAsync("/v2/app/tags/list");
        var page = await world.Client.GetAsync("/v2/app/tags/list?n=2&last=a");
        var rest = await world.Client.GetStringAsync("/v2/app/tags/list?n=2&last=c");

        Assert.Equal("""{"name":"app","tags":["a","b","c","d"]}""", all);
        Assert.Equal("""{"name":"app","tags":["b","c"]}""", await page.Content.ReadAsStringAsync());
        Assert.Equal("</v2/app/tags/list?n=2&last=c>; rel=\"next\"", page.Headers.GetValues("Link").Single());
        Assert.Equal("""{"name":"app","tags":["d"]}""", rest);
    }

    [Fact]
    public async Task Listing_none_of_the_tags_gives_none_and_no_next_page()
    {
        await using var world = await EcrWorld.StartAsync();
        await world.PushImageAsync("image", "v1");

        var answer = await world.Client.GetAsync("/v2/app/tags/list?n=0");

        Assert.Equal("""{"name":"app","tags":[]}""", await answer.Content.ReadAsStringAsync());
        Assert.False(answer.Headers.Contains("Link"));
    }

    [Fact]
    public async Task The_catalog_is_by_name_in_pages_and_of_ones_own_account()
    {
        await using var world = await EcrWorld.StartAsync(repository: "bb");
        foreach (var name in new[] { "aa", "cc" })
            await world.Run<object>("CreateRepository", new CreateRepositoryRequest { RepositoryName = name });

        var all = await world.Client.GetStringAsync("/v2/_catalog");
        var page = await world.Client.GetAsync("/v2/_catalog?n=1&last=aa");
        world.Login("999988887777");
        var others = await world.Client.GetStringAsync("/v2/_catalog");

        Assert.Equal("""{"repositories":["aa","bb","cc"]}""", all);
        Assert.Equal("""{"repositories":["bb"]}""", await page.Content.ReadAsStringAsync());
        Assert.Equal("</v2/_catalog?n=1&last=bb>; rel=\"next\"", page.Headers.GetValues("Link").Single());
        Assert.DoesNotContain("\"aa\"", others, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listing_referrers_gives_an_index_and_filters_by_type()
    {
        await using var world = await EcrWorld.StartAsync();
        var subject = await world.PushImageAsync("subject", "v1");
        var artifact = await world.ManifestAsync("artifact", subject: subject);
        await world.PutManifestAsync(artifact, Digest.Of(artifact).Text);

        using var all = JsonDocument.Parse(await world.Client.GetStringAsync($"/v2/app/referrers/{subject}"));
        var none = await world.Client.GetAsync($"/v2/app/referrers/{subject}?artifactType=application/other");
        var nobody = await world.Client.GetAsync($"/v2/app/referrers/{Digest.Of([1])}");

        var one = Assert.Single(all.RootElement.GetProperty("manifests").EnumerateArray());
        Assert.Equal(Digest.Of(artifact).Text, one.GetProperty("digest").GetString());
        Assert.Equal("application/x-test", one.GetProperty("artifactType").GetString());
        Assert.Equal(artifact.Length, one.GetProperty("size").GetInt32());
        Assert.Equal("artifactType", none.Headers.GetValues("OCI-Filters-Applied").Single());
        Assert.Contains("\"manifests\":[]", await none.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, nobody.StatusCode);
        Assert.Equal(ManifestDocument.OciIndex, nobody.Content.Headers.ContentType!.MediaType);
    }
}
