using Virga.Conformance.Walkthrough;
using Xunit;

namespace Virga.Conformance.Ecr;

/// <summary>
/// TLS with the server's own authority, on the port that speaks plain HTTP too, and hosts named as AWS's when they
/// resolve to this machine.
/// </summary>
public sealed class TlsTests : IDisposable
{
    private const string AwsHost = "000000000000.dkr.ecr.eu-central-1.amazonaws.com";

    private readonly List<string> folders = [];

    [Fact]
    public async Task Clients_that_trust_the_authority_push_and_pull_by_https()
    {
        Need();
        await using var server = await ServerAsync("path", out var data);
        using var client = new Client(server);
        var source = new Layout(Path.Combine(client.Folder, "in"));
        source.Name("v1", source.Image("by tls", "amd64"));
        var secure = $"https://localhost:{server.Port}";
        var authority = Path.Combine(data, "tls", "ca.pem");
        await client.ShellAsync($"mkdir certs && cp {authority} certs/ca.crt");

        var published = await client.ShellAsync($"curl -sf {server.Url}/_virga/ca.pem");
        Assert.Equal((await File.ReadAllTextAsync(authority)).Trim(), published);
        await client.FailAsync($"curl -sf {secure}/_virga/health");
        await client.ShellAsync($"curl -sf --cacert {authority} {secure}/_virga/health");
        var proxy = await client.ShellAsync($"AWS_CA_BUNDLE={authority} aws --endpoint-url {secure} "
            + "ecr get-authorization-token --query 'authorizationData[0].proxyEndpoint' --output text");
        Assert.Equal($"https://localhost:{server.Port}", proxy);
        var uri = await client.ShellAsync($"AWS_CA_BUNDLE={authority} aws --endpoint-url {secure} "
            + "ecr create-repository --repository-name app --query repository.repositoryUri --output text");
        var password = await client.ShellAsync("aws ecr get-login-password");
        await client.ShellAsync(
            $"skopeo copy --dest-cert-dir certs --dest-creds AWS:{password} oci:in:v1 docker://{uri}:v1");
        await client.FailAsync($"skopeo copy --dest-creds AWS:{password} oci:in:v1 docker://{uri}:v2");
        await client.ShellAsync(
            $"skopeo copy --src-cert-dir certs --src-creds AWS:{password} docker://{uri}:v1 oci:out:v1");
        Assert.Equal(
            Layout.DigestOf(Path.Combine(client.Folder, "in"), "v1"),
            Layout.DigestOf(Path.Combine(client.Folder, "out"), "v1"));

        // The same authority after a restart: who trusted it need not do it again.
        await server.TerminateAsync();
        await server.RestartAsync();
        await client.ShellAsync($"curl -sf --cacert certs/ca.crt {secure}/_virga/health");
    }

    [Fact]
    public async Task A_host_named_as_awss_that_resolves_to_us_is_its_registry()
    {
        Need();
        await using var server = await ServerAsync("host", out var data);
        using var client = new Client(server);
        var authority = Path.Combine(data, "tls", "ca.pem");
        var at = $"--cacert {authority} --resolve '*:{server.Port}:127.0.0.1'";
        await client.ShellAsync("aws --region eu-central-1 ecr create-repository --repository-name app");

        var password = await client.ShellAsync("aws ecr get-login-password");
        var list = await client.ShellAsync(
            $"curl -sf {at} -u AWS:{password} https://{AwsHost}:{server.Port}/v2/_catalog");
        var proxy = await client.ShellAsync(
            $"curl -sf {at} https://api.ecr.eu-central-1.amazonaws.com:{server.Port}/ "
            + "-H 'Content-Type: application/x-amz-json-1.1' "
            + "-H 'X-Amz-Target: AmazonEC2ContainerRegistry_V20150921.DescribeRepositories' "
            + "-H 'Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/eu-central-1/ecr/aws4_request, "
            + "SignedHeaders=host, Signature=00' -d '{}'");

        Assert.Equal("{\"repositories\":[\"app\"]}", list);
        Assert.Contains($"\"{AwsHost}:{server.Port}/app\"", proxy, StringComparison.Ordinal);
    }

    public void Dispose() => folders.ForEach(folder => Directory.Delete(folder, recursive: true));

    private static void Need()
    {
        Client.Need("aws");
        Client.Need("skopeo");
        Client.Need("curl");
    }

    private Task<RunningServer> ServerAsync(string style, out string data)
    {
        data = Directory.CreateTempSubdirectory("virga-tls-").FullName;
        folders.Add(data);
        return Client.ServerAsync(style, "--tls", "true", "--data", data);
    }
}
