using System.Diagnostics;
using System.Net;
using Xunit;

namespace Virga.Conformance.Published;

/// <summary>
/// The native binary does what the tests of the managed build say: what only fails once the trimmer has been over it
/// (a serializer, a native library, a signal) shows here.
/// </summary>
public sealed class PublishedBinaryTests
{
    // The goal is 30; more means that something large is touched at start (docs/decisions/native-aot.md).
    private const double IdleLimitMiB = 40;

    [Fact]
    public async Task It_says_its_version()
    {
        var start = new ProcessStartInfo(PublishedServer.Binary, "version") { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        Assert.Matches(@"\b\d+\.\d+\.\d+\b", output);
    }

    [Fact]
    public async Task It_is_healthy_and_small()
    {
        await using var server = await PublishedServer.StartAsync();
        using var health = await server.GetAsync("/_virga/health");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.Equal("application/json", health.Content.Headers.ContentType?.MediaType);
        await Task.Delay(1000);
        Assert.InRange(server.ResidentMiB(), 1, IdleLimitMiB);
    }

    [Fact]
    public async Task It_answers_EC2_in_the_region_of_the_caller()
    {
        await using var server = await PublishedServer.StartAsync();
        var (status, body) = await server.CallEc2Async("DescribeVpcs");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("<cidrBlock>172.31.0.0/16</cidrBlock>", body);
        Assert.Contains("<ownerId>123456789012</ownerId>", body);
    }

    [Fact]
    public async Task It_answers_an_error_that_names_the_operation_it_does_not_know()
    {
        await using var server = await PublishedServer.StartAsync();
        var (status, body) = await server.CallEc2Async("DescribeNonsense");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("<Code>InvalidAction</Code>", body);
        Assert.Contains("DescribeNonsense", body);
    }

    [Fact]
    public async Task It_keeps_on_disk_what_it_answered()
    {
        var data = Directory.CreateTempSubdirectory("virga-published-");
        try
        {
            string made;
            await using (var server = await PublishedServer.StartAsync("--data", data.FullName))
            {
                made = (await server.CallEc2Async("CreateVpc", "&CidrBlock=10.9.0.0%2F16")).Body;
                Assert.Contains("<cidrBlock>10.9.0.0/16</cidrBlock>", made);
            }
            // It was asked to end; what a kill leaves, CrashTests show.
            await using var again = await PublishedServer.StartAsync("--data", data.FullName);
            var (status, found) = await again.CallEc2Async("DescribeVpcs");
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Contains(VpcId(made), found);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task It_ends_when_it_is_asked_to()
    {
        await using var server = await PublishedServer.StartAsync();
        Assert.Equal(0, await server.TerminateAsync(TimeSpan.FromSeconds(10)));
    }

    private static string VpcId(string body)
    {
        var start = body.IndexOf("<vpcId>", StringComparison.Ordinal) + "<vpcId>".Length;
        return body[start..body.IndexOf('<', start)];
    }
}
