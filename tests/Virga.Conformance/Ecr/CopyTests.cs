using System.Text.Json;
using Virga.Conformance.Walkthrough;
using Xunit;

namespace Virga.Conformance.Ecr;

/// <summary>
/// skopeo and buildah against the registry: copies between repositories, images of several platforms, artifacts with
/// referrers, and the same digests at both ends.
/// </summary>
public sealed class CopyTests
{
    private const string Untrusted = "--src-tls-verify=false --dest-tls-verify=false";

    [Theory]
    [InlineData("host")]
    [InlineData("path")]
    public async Task Skopeo_copies_an_index_of_two_platforms_between_repositories(string style)
    {
        await NeedAsync("skopeo", style);
        await using var server = await Client.ServerAsync(style);
        using var client = new Client(server);
        var first = await RepositoryAsync(client, "first");
        var second = await RepositoryAsync(client, "deep/second");
        var source = new Layout(Path.Combine(client.Folder, "in"));
        var index = source.IndexOf(source.Image("on amd64", "amd64"), source.Image("on arm64", "arm64"));
        source.Name("v1", index);
        await client.LoginAsync(client.Registry(style), "skopeo");

        await client.ShellAsync($"skopeo copy --all {Untrusted} oci:in:v1 docker://{first}:v1");
        await client.ShellAsync($"skopeo copy --all {Untrusted} docker://{first}:v1 docker://{second}:v2");
        await client.ShellAsync($"skopeo copy --all {Untrusted} docker://{second}:v2 oci:out:v1");

        var digest = index["digest"]!.GetValue<string>();
        Assert.Equal(digest, Layout.DigestOf(Path.Combine(client.Folder, "out"), "v1"));
        Assert.Equal(Layout.Blobs(Path.Combine(client.Folder, "in")), Layout.Blobs(Path.Combine(client.Folder, "out")));
        Assert.Equal(digest, await ImageAsync(client, "deep/second", "imageTag=v2", "imageDigest"));
        Assert.Equal(Layout.Index, await ImageAsync(client, "deep/second", "imageTag=v2", "imageManifestMediaType"));
        Assert.Equal("3", await client.ShellAsync(
            "aws ecr describe-images --repository-name first --query 'length(imageDetails)'"));
        var raw = await client.ShellAsync($"skopeo inspect --raw --tls-verify=false docker://{second}:v2 | sha256sum");
        Assert.StartsWith(digest["sha256:".Length..], raw, StringComparison.Ordinal);
        var tags = await client.ShellAsync($"skopeo list-tags --tls-verify=false docker://{second}");
        Assert.Contains("\"v2\"", tags, StringComparison.Ordinal);
        var platform = await client.ShellAsync(
            $"skopeo --override-arch arm64 inspect --tls-verify=false docker://{second}:v2");
        Assert.Equal("arm64", JsonDocument.Parse(platform).RootElement.GetProperty("Architecture").GetString());
    }

    [Fact]
    public async Task An_artifact_about_an_image_is_among_its_referrers_in_both_planes()
    {
        await NeedAsync("skopeo", "path");
        await using var server = await Client.ServerAsync("path");
        using var client = new Client(server);
        var uri = await RepositoryAsync(client, "app");
        var source = new Layout(Path.Combine(client.Folder, "in"));
        var image = source.Image("the image", "amd64");
        var artifact = source.Artifact(image, "application/x-parts");
        source.Name("v1", image);
        source.Name("parts", artifact);
        await client.LoginAsync(client.Registry("path"), "skopeo");

        await client.ShellAsync($"skopeo copy {Untrusted} oci:in:v1 docker://{uri}:v1");
        await client.ShellAsync($"skopeo copy {Untrusted} oci:in:parts docker://{uri}:parts");

        var digest = image["digest"]!.GetValue<string>();
        var place = $"{server.Url}/v2/{uri[(uri.IndexOf('/', StringComparison.Ordinal) + 1)..]}/referrers/{digest}";
        var referrers = JsonDocument.Parse(
            await client.ShellAsync($"curl -sf -u AWS:$(aws ecr get-login-password) {place}"))
            .RootElement.GetProperty("manifests");
        Assert.Equal(
            artifact["digest"]!.GetValue<string>(),
            Assert.Single(referrers.EnumerateArray()).GetProperty("digest").GetString());
        Assert.Equal("application/x-parts", referrers[0].GetProperty("artifactType").GetString());
        Assert.Equal(artifact["digest"]!.GetValue<string>(), await client.ShellAsync(
            $"aws ecr list-image-referrers --repository-name app --subject-id imageDigest={digest} "
            + "--query 'referrers[0].digest' --output text"));
        Assert.Equal(digest, await ImageAsync(client, "app", "imageTag=parts", "subjectManifestDigest"));
    }

    [Fact]
    public async Task Buildah_pushes_a_list_of_platforms_and_pulls_one()
    {
        await NeedAsync("buildah", "path");
        await using var server = await Client.ServerAsync("path");
        using var client = new Client(server);
        var uri = await RepositoryAsync(client, "built");
        const string Buildah = "buildah --root $PWD/root --runroot $PWD/run --storage-driver vfs";
        var (code, why) = await client.TryAsync($"{Buildah} from --name probe scratch");
        if (code != 0) Assert.Skip($"reason: buildah does not work here: {why}");
        await client.LoginAsync(client.Registry("path"), "buildah");
        await client.ShellAsync($"{Buildah} manifest create list");
        foreach (var architecture in (string[])["amd64", "arm64"])
        {
            await client.ShellAsync($"echo {architecture} > file && {Buildah} from --name {architecture} scratch "
                + $"&& {Buildah} copy {architecture} file /file "
                + $"&& {Buildah} config --arch {architecture} {architecture} "
                + $"&& {Buildah} commit {architecture} {architecture}:built "
                + $"&& {Buildah} manifest add --arch {architecture} list {architecture}:built");
        }

        await client.ShellAsync(
            $"{Buildah} manifest push --all --tls-verify=false --digestfile digest list docker://{uri}:both");
        var digest = await ImageAsync(client, "built", "imageTag=both", "imageDigest");
        Assert.Equal(digest, await client.ShellAsync("cat digest"));
        await client.ShellAsync($"{Buildah} rmi --all --force");
        await client.ShellAsync($"{Buildah} pull --tls-verify=false --arch arm64 {uri}:both");
        await client.ShellAsync($"{Buildah} from --pull-never --name arm {uri}:both");
        Assert.Equal("arm64", await client.ShellAsync($"cat $({Buildah} mount arm)/file"));
    }

    [Fact]
    public async Task A_further_port_is_the_registry_too_and_its_URIs_lead_there()
    {
        await NeedAsync("skopeo", "path");
        var port = RunningServer.FreePort();
        await using var server = await Client.ServerAsync("path", "--ecr-port", $"{port}");
        using var client = new Client(server);
        var uri = await client.ShellAsync($"aws --endpoint-url http://localhost:{port} ecr create-repository "
            + "--repository-name app --output text --query repository.repositoryUri");
        var source = new Layout(Path.Combine(client.Folder, "in"));
        source.Name("v1", source.Image("x", "amd64"));

        await client.LoginAsync($"localhost:{port}", "skopeo");
        await client.ShellAsync($"skopeo copy {Untrusted} oci:in:v1 docker://{uri}:v1");

        Assert.Equal($"localhost:{port}/000000000000/us-east-1/app", uri);
        Assert.Equal(
            Layout.DigestOf(Path.Combine(client.Folder, "in"), "v1"),
            await ImageAsync(client, "app", "imageTag=v1", "imageDigest"));
    }

    [Fact]
    public async Task A_wrong_password_is_refused_and_anonymous_needs_its_setting()
    {
        await NeedAsync("skopeo", "path");
        await using var server = await Client.ServerAsync("path");
        using var client = new Client(server);
        var uri = await RepositoryAsync(client, "app");
        var source = new Layout(Path.Combine(client.Folder, "in"));
        source.Name("v1", source.Image("x", "amd64"));

        await client.FailAsync($"skopeo copy {Untrusted} oci:in:v1 docker://{uri}:v1");
        await client.FailAsync($"skopeo copy {Untrusted} --dest-creds AWS:floci oci:in:v1 docker://{uri}:v1");

        await using var open = await Client.ServerAsync("path", "--ecr-anonymous", "true");
        using var other = new Client(open);
        var there = await RepositoryAsync(other, "app");
        await other.ShellAsync(
            $"skopeo copy {Untrusted} --dest-creds AWS:floci oci:{client.Folder}/in:v1 docker://{there}:v1");
        await other.ShellAsync($"skopeo copy {Untrusted} docker://{there}:v1 oci:out:v1");
    }

    private static async Task NeedAsync(string program, string style)
    {
        Client.Need(program);
        Client.Need("aws");
        if (style == "host") await Client.NeedHostNameAsync();
    }

    private static Task<string> RepositoryAsync(Client client, string name) => client.ShellAsync(
        $"aws ecr create-repository --repository-name {name} --output text --query repository.repositoryUri");

    private static Task<string> ImageAsync(Client client, string repository, string id, string field) =>
        client.ShellAsync($"aws ecr describe-images --repository-name {repository} --image-ids {id} --output text "
            + $"--query 'imageDetails[0].{field}'");
}
