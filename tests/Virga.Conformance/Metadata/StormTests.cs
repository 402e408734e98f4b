using System.Diagnostics;
using System.Text;
using Virga.Metadata;
using Virga.Tests.Metadata;
using Xunit;

namespace Virga.Conformance.Metadata;

/// <summary>
/// Mixed IMDSv2 requests on 256 connections at once: kept alive, as clients of the mock do, and closed after each reply
/// as EC2 does. 50,000 of each here; VIRGA_STORM_REQUESTS=1000000 for the whole.
/// </summary>
public sealed class StormTests(ITestOutputHelper output)
{
    private const int Connections = 256;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_error_and_no_reply_that_belongs_to_another(bool isKeptAlive)
    {
        var wanted = int.Parse(Environment.GetEnvironmentVariable("VIRGA_STORM_REQUESTS") ?? "50000");
        await using var service = new RunningEndpoint(
            SampleDocument.Full, new MetadataOptions(AreTokensRequired: true), TimeProvider.System,
            MetadataProfile.Ec2 with { ClosesAfterReply = !isKeptAlive });
        var leaves = service.Target.Tree.Nodes.Where(node => node.Body is not null
            && node.Path.StartsWith("meta", StringComparison.Ordinal))
            .ToDictionary(node => "/latest/" + node.Path, node => Encoding.ASCII.GetString(node.Body!));
        var storm = new Storm(service.EndPoint, leaves, wanted / Connections + 1);
        await storm.RunAsync(8, seed: 1);
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        await storm.RunAsync(Connections, seed: 20261121);
        var seconds = watch.Elapsed.TotalSeconds;
        Assert.True(storm.Requests >= wanted);
        // Tokens have no table: what is left of a million of them is nothing.
        var growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        output.WriteLine($"{storm.Requests} requests, {storm.Tokens} tokens, {seconds:f1} s in one process; memory in "
            + $"use before {before / 1024} KiB, after {(before + growth) / 1024} KiB");
        Assert.InRange(growth, long.MinValue, 8 * 1024 * 1024);
    }
}
