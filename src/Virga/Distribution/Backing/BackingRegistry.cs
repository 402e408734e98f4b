using System.Net;
using System.Net.Http.Headers;
using Virga.Ecr.Images;
using Virga.Ecr.Layers;
using Virga.Service;
using Virga.State;

namespace Virga.Distribution.Backing;

/// <summary>
/// The bytes of images in a CNCF distribution server (<c>VIRGA_ECR_BACKEND=registry</c>). It is asked and told in the
/// protocol that clients speak, a namespace <c>account/region/repository</c> for each repository. What there is, and
/// who
/// may have it, is in the World as ever: a blob or manifest is put there before the World refers to it, so a crash
/// between
/// leaves something too much and never too little.
/// </summary>
internal sealed class BackingRegistry(IRegistryServer server, HttpClient http) : IDisposable
{
    private readonly SemaphoreSlim starting = new(1, 1);
    private Uri? address;

    /// <summary>Runs once, when the server answers for the first time, before anything else is asked of it.</summary>
    public Func<CancellationToken, Task>? Started { get; set; }

    public static string NameOf(Scope scope, string repository) => $"{scope.Account}/{scope.Region}/{repository}";

    /// <summary>Starts the server where needed.</summary>
    /// <exception cref="AwsException">It does not answer.</exception>
    public async ValueTask ReadyAsync(CancellationToken cancellation)
    {
        if (address is not null) return;
        await starting.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (address is not null) return;
            address = await server.StartAsync(cancellation).ConfigureAwait(false);
            if (Started is not null) await Started(cancellation).ConfigureAwait(false);
        }
        catch
        {
            address = null;
            throw;
        }
        finally
        {
            starting.Release();
        }
    }

    /// <summary>Puts a blob from a file into a repository's namespace.</summary>
    public async ValueTask PutBlobAsync(
        Scope scope, string repository, Digest digest, string path, CancellationToken end)
    {
        await ReadyAsync(end).ConfigureAwait(false);
        var name = NameOf(scope, repository);
        if (await HasBlobAsync(name, digest.Text, end).ConfigureAwait(false)) return;
        using var begun = await SendAsync(HttpMethod.Post, $"{name}/blobs/uploads/", null, null, end)
            .ConfigureAwait(false);
        var place = new Uri(address!, begun.Headers.Location ?? throw Wrong("it names no place for an upload"));
        var target = new Uri($"{place}{(place.Query.Length > 0 ? '&' : '?')}digest={digest.Text}");
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        await using var _ = file.ConfigureAwait(false);
        var content = new StreamContent(file);
        content.Headers.ContentType = new("application/octet-stream");
        using var done = await SendAsync(HttpMethod.Put, target.ToString(), content, null, end).ConfigureAwait(false);
        Expect(done, HttpStatusCode.Created, $"blob {digest}");
    }

    /// <summary>
    /// Sees to it that a blob which some repository has is in the namespace of another one too, by a mount.
    /// </summary>
    /// <param name="name">The namespace.</param>
    /// <param name="digest">The blob.</param>
    /// <param name="from">Namespaces that may have it.</param>
    /// <param name="end">Gives up.</param>
    /// <exception cref="AwsException">None has it.</exception>
    public async ValueTask EnsureBlobAsync(
        string name, string digest, IEnumerable<string> from, CancellationToken end)
    {
        if (await HasBlobAsync(name, digest, end).ConfigureAwait(false)) return;
        foreach (var other in from)
        {
            if (other == name || !await HasBlobAsync(other, digest, end).ConfigureAwait(false)) continue;
            using var mounted = await SendAsync(
                HttpMethod.Post, $"{name}/blobs/uploads/?mount={digest}&from={Uri.EscapeDataString(other)}", null, null,
                end).ConfigureAwait(false);
            if (mounted.StatusCode == HttpStatusCode.Created) return;
        }

        throw Wrong($"it has no blob {digest}");
    }

    /// <summary>Puts a manifest, whose blobs are somewhere in the server, into a namespace.</summary>
    public async ValueTask PutManifestAsync(World world, Scope scope, ManifestRow row, string? tag,
        ReadOnlyMemory<byte> content, CancellationToken end)
    {
        await ReadyAsync(end).ConfigureAwait(false);
        var name = NameOf(scope, row.Repository);
        foreach (var blob in row.Blobs)
            await EnsureBlobAsync(name, blob.Digest, LayerHolders(world, blob.Digest), end).ConfigureAwait(false);
        string?[] references = [row.Digest, tag];
        foreach (var reference in references.OfType<string>())
        {
            var body = new ReadOnlyMemoryContent(content);
            body.Headers.ContentType = new(row.MediaType);
            using var answer = await SendAsync(HttpMethod.Put, $"{name}/manifests/{reference}", body, null, end)
                .ConfigureAwait(false);
            Expect(answer, HttpStatusCode.Created, $"manifest {row.Digest}");
        }
    }

    /// <summary>
    /// The bytes of a manifest, from the namespace of whichever repository has it; null where none has.
    /// </summary>
    public async ValueTask<byte[]?> ManifestAsync(World world, Scope scope, ManifestRow row, CancellationToken end)
    {
        await ReadyAsync(end).ConfigureAwait(false);
        string[] names =
        [
            NameOf(scope, row.Repository),
            .. Holders(world, ManifestRow.ByDigest, row.Digest)
                .Select(one => NameOf(one.Scope, one.Row.Repository)),
        ];
        foreach (var name in names.Distinct())
        {
            using var answer = await SendAsync(
                HttpMethod.Get, $"{name}/manifests/{row.Digest}", null, [new(row.MediaType)], end)
                .ConfigureAwait(false);
            if (!answer.IsSuccessStatusCode) continue;
            var content = await answer.Content.ReadAsByteArrayAsync(end).ConfigureAwait(false);
            if (Digest.Of(content).Text == row.Digest) return content;
        }

        return null;
    }

    /// <summary>A blob, or a part of it, as the server streams it. The caller disposes the answer.</summary>
    public async ValueTask<HttpResponseMessage> BlobAsync(
        World world, Scope scope, string repository, string digest, RangeHeaderValue? range, CancellationToken end)
    {
        await ReadyAsync(end).ConfigureAwait(false);
        var name = NameOf(scope, repository);
        await EnsureBlobAsync(name, digest, LayerHolders(world, digest), end).ConfigureAwait(false);
        using var request = new HttpRequestMessage(HttpMethod.Get, Url($"{name}/blobs/{digest}"));
        request.Headers.Range = range;
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end).ConfigureAwait(false);
    }

    /// <summary>Takes a blob or manifest out of a namespace; the file goes when the server is collected.</summary>
    /// <returns>False where the server does not delete.</returns>
    public async ValueTask<bool> RemoveAsync(
        Scope scope, string repository, string kind, string digest, CancellationToken end)
    {
        await ReadyAsync(end).ConfigureAwait(false);
        using var answer = await SendAsync(
            HttpMethod.Delete, $"{NameOf(scope, repository)}/{kind}/{digest}", null, null, end).ConfigureAwait(false);
        return answer.StatusCode != HttpStatusCode.MethodNotAllowed;
    }

    /// <summary>Whether the server freed its files; see <see cref="IRegistryServer"/>.</summary>
    public async ValueTask<bool> CollectAsync(CancellationToken end)
    {
        await ReadyAsync(end).ConfigureAwait(false);
        return await server.CollectAsync(end).ConfigureAwait(false);
    }

    /// <summary>Reads something else of the server's own, such as its catalog; null when it is not there.</summary>
    public async ValueTask<(byte[] Content, string? MediaType)?> ReadAsync(
        string path, IReadOnlyList<string> types, CancellationToken end)
    {
        using var answer = await SendAsync(
            HttpMethod.Get, path, null, [.. types.Select(type => new MediaTypeWithQualityHeaderValue(type))], end)
            .ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode) return null;
        var content = await answer.Content.ReadAsByteArrayAsync(end).ConfigureAwait(false);
        return (content, answer.Content.Headers.ContentType?.MediaType);
    }

    /// <summary>The namespaces of all repositories that have a layer.</summary>
    public static IEnumerable<string> LayerHolders(World world, string digest) =>
        Holders(world, LayerRow.ByDigest, digest).Select(one => NameOf(one.Scope, one.Row.Repository));

    /// <summary>Who has something, in all accounts and regions.</summary>
    public static IEnumerable<(Scope Scope, T Row)> Holders<T>(World world, Index<T> index, string digest)
        where T : Row, IRow<T> =>
        world.Partitions.SelectMany(one => one.Value.Table<T>().By(index, digest).Select(row => (one.Key, row)));

    public void Dispose() => starting.Dispose();

    private async ValueTask<bool> HasBlobAsync(string name, string digest, CancellationToken end)
    {
        using var answer = await SendAsync(HttpMethod.Head, $"{name}/blobs/{digest}", null, null, end)
            .ConfigureAwait(false);
        return answer.IsSuccessStatusCode;
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content, MediaTypeWithQualityHeaderValue[]? types,
        CancellationToken end)
    {
        using var request = new HttpRequestMessage(method, Url(path)) { Content = content };
        foreach (var type in types ?? []) request.Headers.Accept.Add(type);
        try
        {
            return await http.SendAsync(request, end).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            throw Wrong(exception.Message);
        }
    }

    private Uri Url(string path) => path.StartsWith("http", StringComparison.Ordinal)
        ? new(path)
        : new(address!, $"/v2/{path}");

    private static void Expect(HttpResponseMessage answer, HttpStatusCode status, string what)
    {
        if (answer.StatusCode != status) throw Wrong($"it answers {(int)answer.StatusCode} to {what}");
    }

    private static AwsException Wrong(string text) => new(
        "ServerException", $"The registry behind this one fails: {text}.", HttpStatusCode.BadGateway);
}
