using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Virga.Conformance.Walkthrough;
using Xunit;

namespace Virga.Conformance.Ecr;

/// <summary>
/// A hundred clients push, pull and delete while garbage is collected all the time and the server is killed in the
/// middle, ten times. What was answered holds, what is listed can be pulled, and in the end the disk has exactly the
/// bytes that images refer to.
/// </summary>
public sealed class CrashTests
{
    private const int Rounds = 10;
    private const int Clients = 100;

    [Theory]
    [InlineData(1)]
    public async Task Nothing_referenced_is_lost_and_nothing_unreferenced_stays(int seed)
    {
        var data = Directory.CreateTempSubdirectory("virga-chaos-").FullName;
        try
        {
            await using var server = await RunningServer.StartAsync(
                "--backend", "mock", "--ec2-imds-port", "0", "--data", data, "--log-level", "error");
            using var http = new HttpClient { BaseAddress = new(server.Url), Timeout = TimeSpan.FromSeconds(20) };
            await LoginAsync(http);
            for (var number = 0; number < 4; number++)
                await CallAsync(
                    http, "CreateRepository", $$"""{"repositoryName":"{{ChaosClient.RepositoryOf(number)}}"}""");
            ConcurrentDictionary<(string Repository, string Digest), Known> images = [];
            var random = new Random(seed);
            for (var round = 0; round < Rounds; round++)
            {
                await RoundAsync(server, http, random, images);
                await server.RestartAsync();
                await CheckAsync(http, images);
            }

            await CheckDiskAsync(http, data);
            Assert.True(images.Values.Count(state => state == Known.Pushed) > Clients, "too little happened");
            Assert.True(images.Values.Count(state => state == Known.Deleted) > Clients, "too little was deleted");
            TestContext.Current.TestOutputHelper?.WriteLine(string.Join(
                ", ", images.Values.GroupBy(state => state).Select(group => $"{group.Key}: {group.Count()}")));
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task RoundAsync(
        RunningServer server, HttpClient http, Random random,
        ConcurrentDictionary<(string Repository, string Digest), Known> images)
    {
        using var end = new CancellationTokenSource();
        ChaosClient.Faults.Clear();
        var tasks = Enumerable.Range(0, Clients)
            .Select(number => new ChaosClient(http, new(random.Next()), $"client{number}", images))
            .Select(client => Task.Run(() => client.RunAsync(end.Token))).ToList();
        tasks.Add(Task.Run(() => CollectAsync(http, end.Token)));
        await Task.Delay(1_500 + random.Next(1_500));
        await server.KillAsync();
        await end.CancelAsync();
        await Task.WhenAll(tasks);
        Assert.Empty(ChaosClient.Faults);
    }

    private static async Task CollectAsync(HttpClient http, CancellationToken end)
    {
        try
        {
            while (!end.IsCancellationRequested) await http.PostAsync("/_virga/ecr/gc", null, end);
        }
        catch (Exception gone) when (gone is HttpRequestException or TaskCanceledException)
        {
            // Killed.
        }
    }

    /// <summary>What was answered holds, and all that is listed is whole.</summary>
    private static async Task CheckAsync(
        HttpClient http, ConcurrentDictionary<(string Repository, string Digest), Known> images)
    {
        var listed = await ListAsync(http);
        foreach (var (image, state) in images)
        {
            var isThere = listed.Contains(image);
            Assert.False(state == Known.Pushed && !isThere, $"{image} was pushed and is lost");
            Assert.False(state == Known.Deleted && isThere, $"{image} was deleted and is back");
            if (state is Known.Pushing or Known.Deleting) images[image] = isThere ? Known.Pushed : Known.Deleted;
        }

        var faults = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(listed, async (image, _) =>
        {
            if (await ChaosClient.WholeAsync(http, image.Repository, image.Digest) is { } fault) faults.Enqueue(fault);
        });
        Assert.Empty(faults);
    }

    private static async Task CheckDiskAsync(HttpClient http, string data)
    {
        (await http.PostAsync("/_virga/ecr/gc?idle=true", null)).EnsureSuccessStatusCode();
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (repository, digest) in await ListAsync(http))
        {
            wanted.Add(digest["sha256:".Length..]);
            var manifest = await http.GetByteArrayAsync($"/v2/{repository}/manifests/{digest}");
            foreach (var blob in ChaosClient.BlobsOf(manifest)) wanted.Add(blob["sha256:".Length..]);
        }

        var files = Directory.EnumerateFiles(Path.Combine(data, "registry"), "*", SearchOption.AllDirectories)
            .Select(Path.GetFileName).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(wanted.Except(files!));
        Assert.Empty(files!.Except(wanted));
    }

    private static async Task<HashSet<(string Repository, string Digest)>> ListAsync(HttpClient http)
    {
        HashSet<(string, string)> all = [];
        for (var number = 0; number < 4; number++)
        {
            var repository = ChaosClient.RepositoryOf(number);
            string? next = null;
            do
            {
                var token = next is null ? "" : $",\"nextToken\":\"{next}\"";
                using var json = JsonDocument.Parse(await CallAsync(
                    http, "ListImages", $$"""{"repositoryName":"{{repository}}","maxResults":1000{{token}}}"""));
                foreach (var image in json.RootElement.GetProperty("imageIds").EnumerateArray())
                    all.Add((repository, image.GetProperty("imageDigest").GetString()!));
                next = json.RootElement.TryGetProperty("nextToken", out var more) ? more.GetString() : null;
            }
            while (next is not null);
        }

        return all;
    }

    private static async Task LoginAsync(HttpClient http)
    {
        using var json = JsonDocument.Parse(await CallAsync(http, "GetAuthorizationToken", "{}"));
        var token = json.RootElement.GetProperty("authorizationData")[0].GetProperty("authorizationToken").GetString();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", token);
    }

    private static async Task<string> CallAsync(HttpClient http, string operation, string input)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/");
        request.Content = new StringContent(input, Encoding.UTF8);
        request.Content.Headers.ContentType = new("application/x-amz-json-1.1");
        request.Headers.TryAddWithoutValidation(
            "X-Amz-Target", $"AmazonEC2ContainerRegistry_V20150921.{operation}");
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/ecr/aws4_request, SignedHeaders=host, Signature=00");
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return text;
    }
}
