using Virga.Conformance.Metadata;
using Xunit;

namespace Virga.Conformance.Walkthrough;

/// <summary>The unmodified AWS CLI against a server.</summary>
internal sealed class AwsCli(RunningServer server)
{
    /// <summary>Skips the test, loudly, where the CLI is missing.</summary>
    public static async Task NeedAsync()
    {
        if (!await Metadata.Run.WorksAsync("aws", "--version")) Assert.Skip("reason: the AWS CLI is missing");
    }

    /// <summary>Runs a command and gives its output without the last line break; its failure fails the test.</summary>
    public async Task<string> Async(params string[] arguments)
    {
        var (code, output, error) = await Metadata.Run.Async("aws", arguments, server.Environment);
        Assert.True(code == 0, $"aws {string.Join(' ', arguments)}\n{error}");
        return output.TrimEnd('\n');
    }

    /// <summary>Runs a command that must fail, and gives what it said.</summary>
    public async Task<string> FailAsync(params string[] arguments)
    {
        var (code, _, error) = await Metadata.Run.Async("aws", arguments, server.Environment);
        Assert.NotEqual(0, code);
        return error;
    }

    /// <summary>Runs a command again and again until it says what it should.</summary>
    public async Task UntilAsync(string expected, params string[] arguments)
    {
        var said = "";
        for (var i = 0; i < 60 && (said = await Async(arguments)) != expected; i++) await Task.Delay(500);
        Assert.Equal(expected, said);
    }

    /// <summary>One field of an instance.</summary>
    public Task<string> InstanceAsync(string instance, string field) => Async(
        "ec2", "describe-instances", "--instance-ids", instance, "--output", "text",
        "--query", $"Reservations[0].Instances[0].{field}");
}
