using System.Runtime.CompilerServices;
using Virga.Conformance.Metadata;
using Xunit;

namespace Virga.Conformance.Ecr;

/// <summary>boto3 pushes by the layer API, pages, waits, and fails as ECR says (<c>boto.py</c>).</summary>
public sealed class BotoTests
{
    [Fact]
    public async Task Boto3_finds_what_it_expects_of_ECR()
    {
        if (!await Run.WorksAsync("python3", "-c", "import boto3")) Assert.Skip("reason: boto3 is missing");
        await using var server = await Client.ServerAsync("host");

        var (code, output, error) = await Run.Async("python3", [Iam.Tool.File("boto.py", Here())], server.Environment);

        Assert.True(code == 0, output + error);
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
