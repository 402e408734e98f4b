using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Virga.Metadata;
using Virga.Tests.Metadata;
using Xunit;

namespace Virga.Conformance.Metadata;

/// <summary>
/// Mixed IMDSv2 requests of two instances on 256 connections at once: 300,000 kept alive, as clients of the mock do,
/// and 50,000 closed after each reply as EC2 does; 100,000 of tokens alone. VIRGA_STORM_REQUESTS=1000000 for the whole.
/// </summary>
public sealed class StormTests(ITestOutputHelper output)
{
    private const int Connections = 256;
    private const int Fuzzed = 1_000;

    /// <summary>Bytes that may be in use more than before, with all that tests do.</summary>
    private const long MaxGrowth = 8 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(true, 300_000)]
    [InlineData(false, 50_000)]
    public async Task No_error_and_no_reply_that_belongs_to_another(bool isKeptAlive, int usual)
    {
        await using var service = new TwoInstances(MetadataProfile.Ec2 with { ClosesAfterReply = !isKeptAlive });
        var wanted = Wanted(usual);
        var storm = new Storm(service.EndPoint, service.Expected, wanted / Connections + 1);
        await MeasuredAsync(storm, () => storm.RunAsync(8, seed: 1), () => storm.RunAsync(Connections, 20261121));
        Assert.True(storm.Requests >= wanted);
    }

    [Fact]
    public async Task A_storm_of_tokens_leaves_nothing_behind()
    {
        await using var service = new TwoInstances(MetadataProfile.Ec2 with { ClosesAfterReply = false });
        var wanted = Wanted(100_000);
        var storm = new Storm(service.EndPoint, service.Expected, wanted / Connections + 1);
        var token = "";
        await MeasuredAsync(storm, () => storm.RunTokensAsync(8),
            async () => token = await storm.RunTokensAsync(Connections));
        Assert.True(storm.Tokens >= wanted);
        var (id, paths) = service.Expected.Last();
        using var http = new HttpClient();
        http.DefaultRequestHeaders.TryAddWithoutValidation("X-aws-ec2-metadata-token", token);
        Assert.Equal(paths[0].Body, await http.GetStringAsync($"http://{service.EndPoint}/{id}{paths[0].Path}"));
    }

    /// <summary>What fuzzes the parser, through sockets: each connection gets HTTP or its end, and the service goes on.
    /// </summary>
    [Fact]
    public async Task Hostile_bytes_on_sockets_are_answered_or_hung_up_on()
    {
        await using var service = new RunningEndpoint(SampleDocument.Full, clock: TimeProvider.System);
        var random = new Random(20261122);
        var replies = 0;
        await FuzzAsync(Fuzzed / 10);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await FuzzAsync(Fuzzed);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, MaxGrowth);
        Assert.InRange(replies, Fuzzed / 10, 2 * Fuzzed);
        Assert.Equal("i-0123456789abcdef0", await service.GetAsync("/latest/meta-data/instance-id"));

        async Task FuzzAsync(int rounds)
        {
            for (var round = 0; round < rounds; round++)
            {
                var reply = await SendAsync(service.EndPoint, HostileRequest.Make(random));
                if (reply.Length == 0) continue;
                Assert.StartsWith("HTTP/1.1 ", reply, StringComparison.Ordinal);
                replies++;
            }
        }
    }

    /// <summary>What comes back until the other end closes, or resets what it did not want to read.</summary>
    private static async Task<string> SendAsync(EndPoint service, byte[] request)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var reply = new MemoryStream();
        try
        {
            await socket.ConnectAsync(service, limit.Token);
            await socket.SendAsync(request, limit.Token);
            socket.Shutdown(SocketShutdown.Send);
            var buffer = new byte[4096];
            for (int received; (received = await socket.ReceiveAsync(buffer, limit.Token)) > 0;)
                reply.Write(buffer, 0, received);
        }
        catch (SocketException)
        {
            // It hung up; what it said before counts.
        }

        return Encoding.Latin1.GetString(reply.ToArray());
    }

    /// <summary>Tokens have no table: what is left of a million of them is nothing.</summary>
    private async Task MeasuredAsync(Storm storm, Func<Task> warmUp, Func<Task> run)
    {
        await warmUp();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        await run();
        var seconds = watch.Elapsed.TotalSeconds;
        var growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        output.WriteLine($"{storm.Requests} requests, {storm.Tokens} tokens, {seconds:f1} s in one process; memory in "
            + $"use before {before / 1024} KiB, after {(before + growth) / 1024} KiB");
        Assert.InRange(growth, long.MinValue, MaxGrowth);
    }

    private static int Wanted(int usual) =>
        Environment.GetEnvironmentVariable("VIRGA_STORM_REQUESTS") is { Length: > 0 } asked ? int.Parse(asked) : usual;
}
