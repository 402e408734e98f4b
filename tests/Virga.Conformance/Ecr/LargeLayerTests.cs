using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Virga.Conformance.Walkthrough;
using Xunit;

namespace Virga.Conformance.Ecr;

/// <summary>
/// A layer larger than the server may grow goes up and down as a stream: made on the way, thrown away on the way back.
/// 1 GiB;
/// <c>VIRGA_TEST_LAYER_GIB</c> makes it larger.
/// </summary>
public sealed class LargeLayerTests
{
    private const int ChunkBytes = 1 << 20;

    /// <summary>What the server may take in all, resident; a quarter of the smallest layer.</summary>
    private const long LimitMiB = 256;

    private static long LayerBytes => long.Parse(
        Environment.GetEnvironmentVariable("VIRGA_TEST_LAYER_GIB") ?? "1", CultureInfo.InvariantCulture) << 30;

    [Fact]
    public async Task Memory_stays_the_same_whatever_the_size_of_a_layer()
    {
        Client.Need("aws");
        var cancellation = TestContext.Current.CancellationToken;
        var data = Directory.CreateTempSubdirectory("virga-large-").FullName;
        if (new DriveInfo(data).AvailableFreeSpace < LayerBytes * 3 / 2)
            Assert.Skip("reason: not enough room on the disk for a large layer");
        try
        {
            await using var server = await RunningServer.StartAsync(
                "--backend", "mock", "--ec2-imds-port", "0", "--data", data, "--ecr-anonymous", "true");
            using var http = new HttpClient { BaseAddress = new(server.Url), Timeout = TimeSpan.FromMinutes(20) };
            using var client = new Client(server);
            await client.ShellAsync("aws ecr create-repository --repository-name large");
            var before = ResidentMiB(server);

            var watch = Stopwatch.StartNew();
            var digest = await PushAsync(http, cancellation);
            var pushed = watch.Elapsed;
            var pulled = await PullAsync(http, digest, cancellation);

            TestContext.Current.TestOutputHelper?.WriteLine(
                $"{LayerBytes >> 30} GiB: pushed in {pushed.TotalSeconds:F1} s, pulled in "
                + $"{(watch.Elapsed - pushed).TotalSeconds:F1} s; {before} MiB before, "
                + $"at most {ResidentMiB(server)} MiB");
            Assert.Equal(LayerBytes, pulled);
            Assert.InRange(ResidentMiB(server), 1, LimitMiB);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>The most that the process has ever held, as the kernel counts it.</summary>
    private static long ResidentMiB(RunningServer server) => long.Parse(
        File.ReadLines($"/proc/{server.ProcessId}/status")
            .Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) >> 10;

    /// <summary>In one PATCH without a length, as docker does; gives the digest.</summary>
    private static async Task<string> PushAsync(HttpClient http, CancellationToken cancellation)
    {
        using var begun = await http.PostAsync("/v2/large/blobs/uploads/", null, cancellation);
        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        var content = new Made(LayerBytes);
        using var patch = new HttpRequestMessage(HttpMethod.Patch, begun.Headers.Location) { Content = content };
        patch.Headers.TransferEncodingChunked = true;
        using var sent = await http.SendAsync(patch, cancellation);
        Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);
        var place = sent.Headers.Location!.ToString();
        using var ended = await http.PutAsync(
            $"{place}{(place.Contains('?') ? '&' : '?')}digest={content.Digest}", null, cancellation);
        Assert.Equal(HttpStatusCode.Created, ended.StatusCode);
        return content.Digest;
    }

    private static async Task<long> PullAsync(HttpClient http, string digest, CancellationToken cancellation)
    {
        using var answer = await http.GetAsync(
            $"/v2/large/blobs/{digest}", HttpCompletionOption.ResponseHeadersRead, cancellation);
        Assert.Equal(LayerBytes, answer.Content.Headers.ContentLength);
        await using var body = await answer.Content.ReadAsStreamAsync(cancellation);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[ChunkBytes];
        var total = 0L;
        while (await body.ReadAsync(buffer, cancellation) is var count and > 0)
        {
            hash.AppendData(buffer, 0, count);
            total += count;
        }

        Assert.Equal(digest, "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset()));
        return total;
    }

    /// <summary>Bytes that are made when they are sent, and hashed.</summary>
    private sealed class Made(long length) : HttpContent
    {
        public string Digest { get; private set; } = "";

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var chunk = RandomNumberGenerator.GetBytes(ChunkBytes);
            for (var number = 0L; number < length / ChunkBytes; number++)
            {
                BitConverter.TryWriteBytes(chunk, number);
                hash.AppendData(chunk);
                await stream.WriteAsync(chunk);
            }

            Digest = "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset());
        }

        protected override bool TryComputeLength(out long size)
        {
            size = 0;
            return false;
        }
    }
}
