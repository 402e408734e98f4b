using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Virga.Conformance.Ecr;

/// <summary>
/// What a client knows of an image: a push that was answered must last, a delete that was answered too.
/// </summary>
internal enum Known
{
    Pushing,
    Pushed,
    Deleting,
    Deleted,
}

/// <summary>
/// One of many clients of a registry that goes down at any moment. It pushes images of a few layers that all clients
/// share, so that one deletes the last reference while another adds the next; it pulls, and deletes. All of it follows
/// from a seed.
/// </summary>
internal sealed class ChaosClient(
    HttpClient http, Random random, string name, ConcurrentDictionary<(string Repository, string Digest), Known> images)
{
    private const int Repositories = 4;
    private const int SharedLayers = 12;
    private const int LayerBytes = 20_000;

    private int made;

    /// <summary>What went against the rules.</summary>
    public static ConcurrentQueue<string> Faults { get; } = [];

    public static string RepositoryOf(int number) => $"chaos{number % Repositories}";

    /// <summary>Acts until the server is gone.</summary>
    public async Task RunAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                var repository = RepositoryOf(random.Next());
                if (random.Next(3) > 0) await PushAsync(repository);
                else await RemoveOrPullAsync();
            }
            catch (Exception gone) when (gone is HttpRequestException or IOException or TaskCanceledException)
            {
                // Killed, or about to be; what was not answered may have happened or not.
                return;
            }
        }
    }

    private async Task PushAsync(string repository)
    {
        var config = Encoding.UTF8.GetBytes(
            $$"""{"architecture":"amd64","os":"linux","name":"{{name}}","number":{{made++}},"at":{{random.Next()}}}""");
        List<byte[]> blobs = [config, .. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Shared())];
        foreach (var blob in blobs) await UploadAsync(repository, blob);
        var manifest = Encoding.UTF8.GetBytes($$"""
            {"schemaVersion":2,"mediaType":"{{Layout.Manifest}}",
            "config":{{Descriptor(config, "application/vnd.oci.image.config.v1+json")}},
            "layers":[{{string.Join(',', blobs.Skip(1).Select(one => Descriptor(one, "application/octet-stream")))}}]}
            """);
        var digest = DigestOf(manifest);
        images[(repository, digest)] = Known.Pushing;
        using var content = new ByteArrayContent(manifest);
        content.Headers.ContentType = new MediaTypeHeaderValue(Layout.Manifest);
        var reference = random.Next(2) == 0 ? digest : $"t{random.Next(20)}";
        using var answer = await http.PutAsync($"/v2/{repository}/manifests/{reference}", content);
        if (answer.StatusCode == HttpStatusCode.Created) images[(repository, digest)] = Known.Pushed;
        else Faults.Enqueue($"push: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    private async Task UploadAsync(string repository, byte[] blob)
    {
        var digest = DigestOf(blob);
        using var head = new HttpRequestMessage(HttpMethod.Head, $"/v2/{repository}/blobs/{digest}");
        using var there = await http.SendAsync(head);
        if (there.StatusCode == HttpStatusCode.OK) return;
        var from = RepositoryOf(random.Next());
        using var begun = await http.PostAsync(
            $"/v2/{repository}/blobs/uploads/" + (random.Next(2) == 0 ? $"?mount={digest}&from={from}" : ""), null);
        if (begun.StatusCode == HttpStatusCode.Created) return;
        var place = begun.Headers.Location!.ToString();
        using var part = new ByteArrayContent(blob, 0, blob.Length / 2);
        using var first = await http.PatchAsync(place, part);
        using var rest = new ByteArrayContent(blob, blob.Length / 2, blob.Length - (blob.Length / 2));
        using var done = await http.PutAsync($"{place}?digest={digest}", rest);
        if (done.StatusCode != HttpStatusCode.Created)
            Faults.Enqueue($"upload: {done.StatusCode} {await done.Content.ReadAsStringAsync()}");
    }

    private async Task RemoveOrPullAsync()
    {
        var mine = images.Where(pair => pair.Value == Known.Pushed).Select(pair => pair.Key)
            .Skip(random.Next(50)).FirstOrDefault();
        if (mine.Digest is null) return;
        if (random.Next(3) == 0)
        {
            await PullAsync(mine.Repository, mine.Digest);
            return;
        }

        if (!images.TryUpdate(mine, Known.Deleting, Known.Pushed)) return;
        using var answer = await http.DeleteAsync($"/v2/{mine.Repository}/manifests/{mine.Digest}");
        if (answer.StatusCode == HttpStatusCode.Accepted) images[mine] = Known.Deleted;
        else Faults.Enqueue($"delete: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Reads an image and all that is in it; null when it is whole or was deleted meanwhile.</summary>
    private async Task PullAsync(string repository, string digest)
    {
        var fault = await WholeAsync(http, repository, digest);
        if (fault is not null && images[(repository, digest)] == Known.Pushed) Faults.Enqueue(fault);
    }

    /// <summary>Why an image cannot be pulled whole, or null.</summary>
    public static async Task<string?> WholeAsync(HttpClient http, string repository, string digest)
    {
        using var manifest = await http.GetAsync($"/v2/{repository}/manifests/{digest}");
        if (!manifest.IsSuccessStatusCode) return $"{repository}@{digest}: {manifest.StatusCode}";
        var content = await manifest.Content.ReadAsByteArrayAsync();
        if (DigestOf(content) != digest) return $"{repository}@{digest}: other bytes";
        foreach (var blob in BlobsOf(content))
        {
            using var layer = await http.GetAsync($"/v2/{repository}/blobs/{blob}");
            if (!layer.IsSuccessStatusCode) return $"{repository}@{digest}: layer {blob} {layer.StatusCode}";
            if (DigestOf(await layer.Content.ReadAsByteArrayAsync()) != blob) return $"{repository}: {blob} differs";
        }

        return null;
    }

    public static IReadOnlyList<string> BlobsOf(byte[] manifest)
    {
        using var json = JsonDocument.Parse(manifest);
        return
        [
            json.RootElement.GetProperty("config").GetProperty("digest").GetString()!,
            .. json.RootElement.GetProperty("layers").EnumerateArray()
                .Select(layer => layer.GetProperty("digest").GetString()!),
        ];
    }

    public static string DigestOf(byte[] content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";

    private static string Descriptor(byte[] blob, string type) =>
        $$"""{"mediaType":"{{type}}","digest":"{{DigestOf(blob)}}","size":{{blob.Length}}}""";

    private byte[] Shared()
    {
        var bytes = new byte[LayerBytes];
        new Random(random.Next(SharedLayers)).NextBytes(bytes);
        return bytes;
    }
}
