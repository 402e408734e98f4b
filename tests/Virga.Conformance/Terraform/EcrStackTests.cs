using Virga.Conformance.Iam;
using Xunit;

namespace Virga.Conformance.Terraform;

/// <summary>
/// A registry with all its parts by Terraform: repositories with every block, lifecycle, policies, scanning,
/// replication, pull-through, a creation template, a token. Apply, a plan without a change, destroy, nothing left.
/// </summary>
public sealed class EcrStackTests
{
    [Fact]
    public async Task A_registry_is_made_planned_without_change_and_destroyed()
    {
        await using var server = await LiveServer.StartAsync(isEnforced: false);
        var folder = Directory.CreateTempSubdirectory("virga-terraform-").FullName;
        File.Copy(Tool.File("ecr.tf", VpcStackTests.SourceFolder()), Path.Combine(folder, "ecr.tf"));
        var variables = new Dictionary<string, string>
        {
            ["TF_VAR_endpoint"] = server.Endpoint, ["CHECKPOINT_DISABLE"] = "1",
            ["TF_CLI_CONFIG_FILE"] = VpcStackTests.Configuration(folder),
        };
        (int ExitCode, string Output) Terraform(params string[] arguments) =>
            Tool.Run("terraform", [.. arguments, "-no-color"], folder, variables);
        try
        {
            var (exitCode, output) = Terraform("init");
            if (exitCode != 0) Assert.Skip($"reason: Terraform or its AWS provider is missing: {output}");
            Succeed(Terraform("apply", "-auto-approve"));
            Succeed(Terraform("plan", "-detailed-exitcode"));
            var said = Terraform("output").Output.Replace(" ", "", StringComparison.Ordinal);
            var port = new Uri(server.Endpoint).Port;
            Assert.Contains("user=\"AWS\"", said, StringComparison.Ordinal);
            Assert.Contains("names=\"locked,team/app\"", said, StringComparison.Ordinal);
            Assert.Contains($".dkr.ecr.us-east-1.localhost:{port}/team/app\"", said, StringComparison.Ordinal);
            Succeed(Terraform("destroy", "-auto-approve"));
            Assert.Equal("{\"repositories\":[]}", await CallAsync(server.Endpoint, "DescribeRepositories"));
            Assert.Contains(
                "\"rules\":[]", await CallAsync(server.Endpoint, "DescribeRegistry"), StringComparison.Ordinal);
            Assert.Contains("RegistryPolicyNotFoundException", await CallAsync(server.Endpoint, "GetRegistryPolicy"),
                StringComparison.Ordinal);
            Assert.Equal("{\"pullThroughCacheRules\":[]}",
                await CallAsync(server.Endpoint, "DescribePullThroughCacheRules"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Succeed((int ExitCode, string Output) run) => Assert.True(run.ExitCode == 0, run.Output);

    private static async Task<string> CallAsync(string endpoint, string operation)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
        request.Content = new StringContent("{}");
        request.Content.Headers.ContentType = new("application/x-amz-json-1.1");
        request.Headers.TryAddWithoutValidation(
            "X-Amz-Target", $"AmazonEC2ContainerRegistry_V20150921.{operation}");
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/ecr/aws4_request, SignedHeaders=host, Signature=00");
        using var answer = await client.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }
}
