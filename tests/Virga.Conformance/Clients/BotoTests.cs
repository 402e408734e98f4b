using System.Runtime.CompilerServices;
using Virga.Conformance.Metadata;
using Virga.Conformance.Walkthrough;
using Xunit;

namespace Virga.Conformance.Clients;

/// <summary>boto3 against a server without machines: its waiters, and many callers at once (<c>boto.py</c>).</summary>
public sealed class BotoTests
{
    [Theory]
    [InlineData("waiters")]
    [InlineData("parallel")]
    [InlineData("group")]
    [InlineData("apart")]
    public async Task Boto3_finds_what_it_expects(string part)
    {
        if (!await Run.WorksAsync("python3", "-c", "import boto3")) Assert.Skip("reason: boto3 is missing");
        await using var server = await RunningServer.StartAsync("--backend", "mock", "--ec2-imds-port", "0");
        var script = Iam.Tool.File("boto.py", Here());

        var (code, output, error) = await Run.Async("python3", [script, part], server.Environment);

        Assert.True(code == 0, output + error);
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
