using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Virga.Conformance.Docker;
using Virga.Conformance.Walkthrough;
using Xunit;

namespace Virga.Conformance.Ecr;

/// <summary>
/// A CNCF distribution server behind the registry: Debian's, at an address, and in a container that the server manages.
/// </summary>
public sealed class BackingTests(RealEngine engine) : IClassFixture<RealEngine>, IDisposable
{
    private const string Untrusted = "--src-tls-verify=false --dest-tls-verify=false";
    private Process? behind;
    private readonly string folder = Directory.CreateTempSubdirectory("virga-behind-").FullName;

    [Fact]
    public async Task Bytes_are_in_the_server_at_an_address_and_checks_in_front_of_it()
    {
        Need();
        var address = Distribution();
        string[] settings = ["--ecr-backend", "registry", "--ecr-registry", address];
        var data = Path.Combine(folder, "virga");
        string digest;
        await using (var server = await Client.ServerAsync("path", [.. settings, "--data", data]))
        {
            using var client = new Client(server);
            var uri = await PushAsync(client, "team/app");
            digest = await DigestAsync(client, "team/app");
            var raw = await client.ShellAsync(
                $"curl -sf -H 'Accept: {Layout.Manifest}' "
                + $"{address}/v2/000000000000/us-east-1/team/app/manifests/v1 | sha256sum");
            Assert.StartsWith(digest["sha256:".Length..], raw, StringComparison.Ordinal);
            Assert.Empty(Directory.EnumerateFiles(
                Path.Combine(data, "registry", "blobs"), "*", SearchOption.AllDirectories));

            // A tag that may not move stays in the server behind too.
            var other = new Layout(Path.Combine(client.Folder, "other"));
            other.Name("v1", other.Image("another", "amd64"));
            await client.ShellAsync("aws ecr put-image-tag-mutability --repository-name team/app "
                + "--image-tag-mutability IMMUTABLE");
            await client.FailAsync($"skopeo copy {Untrusted} oci:other:v1 docker://{uri}:v1");
            var again = await client.ShellAsync(
                $"curl -sf -H 'Accept: {Layout.Manifest}' "
                + $"{address}/v2/000000000000/us-east-1/team/app/manifests/v1 | sha256sum");
            Assert.Equal(raw, again);

            // A copy in another repository outlives the first.
            var copy = await client.ShellAsync("aws ecr create-repository --repository-name copy --output text "
                + "--query repository.repositoryUri");
            await client.ShellAsync($"skopeo copy {Untrusted} docker://{uri}:v1 docker://{copy}:v1");
            await client.ShellAsync("aws ecr delete-repository --repository-name team/app --force");
            var said = await client.ShellAsync($"curl -sf -X POST {server.Url}/_virga/ecr/gc");
            Assert.Contains("operator", said, StringComparison.Ordinal);
            await client.FailAsync($"curl -sf -H 'Accept: {Layout.Manifest}' "
                + $"{address}/v2/000000000000/us-east-1/team/app/manifests/{digest}");
            await client.ShellAsync($"skopeo copy {Untrusted} docker://{copy}:v1 oci:out:v1");
            Assert.Equal(digest, Layout.DigestOf(Path.Combine(client.Folder, "out"), "v1"));
        }

        // A server that remembers nothing takes over what is there.
        await using var next = await Client.ServerAsync("path", settings);
        using var user = new Client(next);
        Assert.Equal("copy", await user.ShellAsync(
            "aws ecr describe-repositories --query 'repositories[].repositoryName' --output text"));
        Assert.Equal(digest, await DigestAsync(user, "copy"));
        await user.LoginAsync(user.Registry("path"), "skopeo");
        await user.ShellAsync(
            $"skopeo copy {Untrusted} docker://localhost:{next.Port}/000000000000/us-east-1/copy:v1 oci:out:v1");
    }

    [Fact]
    public async Task A_container_is_started_adopted_and_collected()
    {
        Need();
        await engine.NeedAsync(RealEngine.DebianSshd);
        Client.Need("docker");
        var name = $"virga-test-registry-{engine.Run}";
        await using var server = await Client.ServerAsync("path", Managed(name));
        using var client = new Client(server);
        try
        {
            await BuildAsync(client, name);
            await client.FailAsync($"docker inspect {name} --type container");
            await PushAsync(client, "app");
            var port = await client.ShellAsync($"docker port {name} 5000/tcp");
            Assert.InRange(int.Parse(port.Split(':')[1]), 5100, 5199);
            var used = $"docker exec {name} du -sb /var/lib/registry/docker/registry/v2/blobs";
            var before = long.Parse((await client.ShellAsync(used)).Split('\t')[0]);
            await client.ShellAsync("aws ecr batch-delete-image --repository-name app --image-ids imageTag=v1");
            var said = JsonDocument.Parse(await client.ShellAsync(
                $"curl -sf -X POST '{server.Url}/_floci/ecr/gc?idle=true'"));
            Assert.Equal("collected", said.RootElement.GetProperty("registry").GetString());
            Assert.True(long.Parse((await client.ShellAsync(used)).Split('\t')[0]) < before, "nothing was freed");
            await client.ShellAsync("aws ecr delete-repository --repository-name app --force");
            await PushAsync(client, "second");
            var digest = await DigestAsync(client, "second");

            await server.TerminateAsync();
            Assert.Equal("true", await client.ShellAsync($"docker inspect -f '{{{{.State.Running}}}}' {name}"));
            await server.RestartAsync();
            Assert.Equal(digest, await DigestAsync(client, "second"));
        }
        finally
        {
            await client.TryAsync($"docker rm -f {name}; docker volume rm {name}; docker rmi {name}");
        }
    }

    public void Dispose()
    {
        if (behind is not null)
        {
            behind.Kill();
            behind.WaitForExit();
            behind.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }

    private static string[] Managed(string name) =>
    [
        "--ecr-backend", "registry", "--ecr-registry-image", $"{name}:latest", "--ecr-registry-container", name,
    ];

    /// <summary>Debian's server as the official image has it: program in the path, configuration in /etc.</summary>
    private static async Task BuildAsync(Client client, string name)
    {
        var image = Directory.CreateDirectory(Path.Combine(client.Folder, "image")).FullName;
        await File.WriteAllTextAsync(Path.Combine(image, "config.yml"), """
            version: 0.1
            storage:
              cache:
                blobdescriptor: inmemory
              filesystem:
                rootdirectory: /var/lib/registry
            http:
              addr: :5000
            """);
        await File.WriteAllTextAsync(Path.Combine(image, "Dockerfile"), $"""
            FROM {RealEngine.DebianSshd}
            COPY registry /bin/registry
            COPY config.yml /etc/docker/registry/config.yml
            VOLUME /var/lib/registry
            ENTRYPOINT ["/bin/registry"]
            CMD ["serve", "/etc/docker/registry/config.yml"]
            """);
        await client.ShellAsync("cp $(command -v docker-registry) image/registry");
        await client.ShellAsync($"DOCKER_BUILDKIT=0 docker build -t {name} image");
    }

    private static void Need()
    {
        Client.Need("docker-registry");
        Client.Need("skopeo");
        Client.Need("aws");
    }

    private string Distribution()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        var path = Path.Combine(folder, "config.yml");
        File.WriteAllText(path, $"""
            version: 0.1
            log:
              level: error
            storage:
              filesystem:
                rootdirectory: {folder}/data
              delete:
                enabled: true
            http:
              addr: 127.0.0.1:{port}
            """);
        var start = new ProcessStartInfo("docker-registry", ["serve", path])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        behind = Process.Start(start)!;
        behind.OutputDataReceived += (_, _) => { };
        behind.ErrorDataReceived += (_, _) => { };
        behind.BeginOutputReadLine();
        behind.BeginErrorReadLine();
        return $"http://127.0.0.1:{port}";
    }

    private static async Task<string> PushAsync(Client client, string repository)
    {
        var uri = await client.ShellAsync($"aws ecr create-repository --repository-name {repository} --output text "
            + "--query repository.repositoryUri");
        var name = repository.Replace('/', '-');
        var source = new Layout(Path.Combine(client.Folder, name));
        source.Name("v1", source.Image($"image of {repository}", "amd64"));
        await client.LoginAsync(client.Registry("path"), "skopeo");
        await client.ShellAsync($"skopeo copy {Untrusted} oci:{name}:v1 docker://{uri}:v1");
        return uri;
    }

    private static Task<string> DigestAsync(Client client, string repository) => client.ShellAsync(
        $"aws ecr describe-images --repository-name {repository} --image-ids imageTag=v1 --output text "
        + "--query 'imageDetails[0].imageDigest'");
}
