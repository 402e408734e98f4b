using Virga.Conformance.Docker;
using Virga.Conformance.Metadata;
using Xunit;

namespace Virga.Conformance.Walkthrough;

/// <summary>README's walkthrough, as it stands there, in the shell of somebody who reads it.</summary>
public sealed class ReadmeTests(RealEngine engine) : IClassFixture<RealEngine>, IAsyncLifetime
{
    private const string Begin = "```sh\n# a key that works";
    private const string Image = "localstack-ec2/ubuntu-22.04-jammy-jellyfish:ami-df5de72bdb3b";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private readonly string folder = Directory.CreateTempSubdirectory("virga-readme").FullName;

    public async ValueTask InitializeAsync()
    {
        await AwsCli.NeedAsync();
        await engine.NeedAsync(Image);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_block_of_the_walkthrough_runs_to_its_end()
    {
        await using var server = await RunningServer.StartAsync("--ec2-imds-port", "0");
        var exports = (await server.RunAsync("env")).Output;
        Assert.Contains($":{server.Port}", exports, StringComparison.Ordinal);
        var script = Path.Combine(folder, "walkthrough.sh");
        await File.WriteAllTextAsync(
            script, $"set -e\ncd {folder}\n{exports}\n{Block()}", TestContext.Current.CancellationToken);

        var (code, output, error) = await Run.Async(
            "bash", [script], new Dictionary<string, string?> { ["AWS_PAGER"] = "" }, Longest);

        Assert.True(code == 0, $"{output}\n{error}");
        Assert.Contains("hello\n", output, StringComparison.Ordinal);
        Assert.Contains("python3", output, StringComparison.Ordinal);
        Assert.Contains("shutting-down", output, StringComparison.Ordinal);
    }

    private static string Block()
    {
        var text = File.ReadAllText(Path.Combine(Root(), "README.md"));
        var start = text.IndexOf(Begin, StringComparison.Ordinal) + "```sh\n".Length;
        return text[start..text.IndexOf("```", start, StringComparison.Ordinal)];
    }

    private static string Root()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "Virga.slnx"))) directory = Path.GetDirectoryName(directory)!;
        return directory;
    }
}
