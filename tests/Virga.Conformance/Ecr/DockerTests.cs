using System.Text.Json;
using Virga.Conformance.Docker;
using Virga.Conformance.Walkthrough;
using Xunit;

namespace Virga.Conformance.Ecr;

/// <summary>docker against the registry, with the URI as the API returned it; and Floci's page, line by line.</summary>
public sealed class DockerTests(RealEngine engine) : IClassFixture<RealEngine>
{
    [Theory]
    [InlineData("host")]
    [InlineData("path")]
    public async Task Docker_logs_in_pushes_and_pulls_with_the_uri_of_the_api(string style)
    {
        await NeedAsync(style);
        await using var server = await Client.ServerAsync(style);
        using var client = new Client(server);
        var uri = await client.ShellAsync("aws ecr create-repository --repository-name team/app --output text "
            + "--query repository.repositoryUri");
        var name = $"{uri}:v1";
        try
        {
            var id = await ImportAsync(client, name);
            await client.FailAsync($"docker push {name}");
            await client.LoginAsync(client.Registry(style), "docker");
            var pushed = await client.ShellAsync($"docker push {name}");
            var digest = await client.ShellAsync("aws ecr describe-images --repository-name team/app --output text "
                + "--query 'imageDetails[0].imageDigest'");
            Assert.Contains(digest, pushed, StringComparison.Ordinal);

            await client.ShellAsync($"docker rmi {name}");
            Assert.Contains(digest, await client.ShellAsync($"docker pull {name}"), StringComparison.Ordinal);
            Assert.Equal(id, await client.ShellAsync($"docker image inspect -f '{{{{.Id}}}}' {name}"));
            await client.ShellAsync($"docker rmi {name}");
            await client.ShellAsync($"docker pull {uri}@{digest}");
            await client.ShellAsync($"docker rmi {uri}@{digest}");
        }
        finally
        {
            await client.TryAsync($"docker rmi -f {name}");
        }
    }

    [Fact]
    public async Task A_tag_that_may_not_move_stays_where_it_is_for_docker_too()
    {
        await NeedAsync("path");
        await using var server = await Client.ServerAsync("path");
        using var client = new Client(server);
        var uri = await client.ShellAsync("aws ecr create-repository --repository-name fixed --output text "
            + "--image-tag-mutability IMMUTABLE --query repository.repositoryUri");
        await client.LoginAsync(client.Registry("path"), "docker");
        try
        {
            await ImportAsync(client, $"{uri}:v1");
            await client.ShellAsync($"docker push {uri}:v1");
            await client.ShellAsync($"docker push {uri}:v1");
            await ImportAsync(client, $"{uri}:v1");
            var refused = await client.FailAsync($"docker push {uri}:v1");
            Assert.Contains("immutable", refused, StringComparison.Ordinal);
        }
        finally
        {
            await client.TryAsync($"docker rmi -f {uri}:v1");
        }
    }

    /// <summary>
    /// The examples of Floci's ECR page in their order. The image comes from this machine instead of a public registry;
    /// the two lines of Lambda are another service's.
    /// </summary>
    [Fact]
    public async Task The_command_line_walkthrough_of_the_seed_holds_line_by_line()
    {
        await NeedAsync("host");
        await using var server = await Client.ServerAsync("host");
        using var client = new Client(server);
        const string Repository = "floci-it/app";
        var at = $"--endpoint-url {server.Url}";
        var made = JsonDocument.Parse(
            await client.ShellAsync($"aws ecr create-repository --repository-name {Repository} {at}"))
            .RootElement.GetProperty("repository");
        var uri = $"{client.Registry("host")}/{Repository}";
        Assert.Equal("arn:aws:ecr:us-east-1:000000000000:repository/floci-it/app",
            made.GetProperty("repositoryArn").GetString());
        Assert.Equal(uri, made.GetProperty("repositoryUri").GetString());
        Assert.Equal("MUTABLE", made.GetProperty("imageTagMutability").GetString());

        var login = await client.ShellAsync($"aws ecr get-login-password {at} "
            + $"| docker login --username AWS --password-stdin {client.Registry("host")}");
        Assert.Contains("Login Succeeded", login, StringComparison.Ordinal);
        try
        {
            await ImportAsync(client, $"virga-test/walk{server.Port}:3.19");
            await client.ShellAsync($"docker tag virga-test/walk{server.Port}:3.19 {uri}:v1");
            await client.ShellAsync($"docker push {uri}:v1");
            var list = await client.ShellAsync($"aws ecr list-images --repository-name {Repository} {at}");
            Assert.Contains("\"imageTag\": \"v1\"", list, StringComparison.Ordinal);
            var images = JsonDocument.Parse(
                await client.ShellAsync($"aws ecr describe-images --repository-name {Repository} {at}"))
                .RootElement.GetProperty("imageDetails");
            Assert.Equal("v1", Assert.Single(images.EnumerateArray()).GetProperty("imageTags")[0].GetString());

            await client.ShellAsync($"docker rmi {uri}:v1");
            await client.ShellAsync($"docker pull {uri}:v1");
            var gone = await client.ShellAsync(
                $"aws ecr batch-delete-image --repository-name {Repository} --image-ids imageTag=v1 {at}");
            Assert.Contains("\"failures\": []", gone, StringComparison.Ordinal);
            await client.ShellAsync($"aws ecr delete-repository --repository-name {Repository} --force {at}");
            await client.ShellAsync($"curl -sf -X POST {server.Url}/_floci/ecr/gc");
        }
        finally
        {
            await client.TryAsync($"docker rmi -f {uri}:v1 virga-test/walk{server.Port}:3.19");
        }
    }

    private async Task NeedAsync(string style)
    {
        await engine.NeedAsync();
        Client.Need("docker");
        Client.Need("aws");
        if (style == "host") await Client.NeedHostNameAsync();
    }

    /// <summary>A new image of this test alone; gives its id.</summary>
    private static Task<string> ImportAsync(Client client, string name) => client.ShellAsync(
        $"head -c 200000 /dev/urandom > content && tar -c content | docker import - {name}");
}
