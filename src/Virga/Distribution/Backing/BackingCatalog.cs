using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Virga.Ecr.CreationTemplates;
using Virga.Ecr.Images;
using Virga.Ecr.Layers;
using Virga.Ecr.Repositories;
using Virga.Service;
using Virga.State;

namespace Virga.Distribution.Backing;

/// <summary>
/// Takes over what the server has and the World does not know, as after a start without a data directory: each
/// namespace
/// with a tag becomes a repository with its images. Repositories that are known stay as they are.
/// </summary>
internal sealed partial class BackingCatalog(Store store, BackingRegistry backing, ILogger log)
{
    /// <summary>More at once are refused since distribution 2.8.2 (its <c>catalog.maxentries</c>).</summary>
    private const int PageLength = 1_000;

    private static readonly string[] Types =
    [
        ManifestDocument.OciIndex, ManifestDocument.OciManifest, ManifestDocument.DockerList,
        ManifestDocument.DockerManifest,
    ];

    public async Task ReconcileAsync(CancellationToken end)
    {
        List<string> page = [];
        do
        {
            var last = page.Count == 0 ? "" : $"&last={Uri.EscapeDataString(page[^1])}";
            page = await NamesAsync($"_catalog?n={PageLength}{last}", "repositories", end).ConfigureAwait(false);
            await ImportAsync(page, end).ConfigureAwait(false);
        }
        while (page.Count == PageLength);
    }

    private async Task ImportAsync(List<string> names, CancellationToken end)
    {
        foreach (var name in names)
        {
            var match = Namespace().Match(name);
            if (!match.Success) continue;
            var scope = new Scope(match.Groups["account"].Value, match.Groups["region"].Value);
            var repository = match.Groups["name"].Value;
            if (store.World.At(scope).Table<RepositoryRow>().Find(repository) is not null) continue;
            var tags = await NamesAsync($"{name}/tags/list", "tags", end).ConfigureAwait(false);
            foreach (var tag in tags)
                await ImportAsync(scope, repository, name, tag, tag, end).ConfigureAwait(false);
            if (tags.Count > 0) Log.Adopted(log, name, tags.Count);
        }
    }

    /// <summary>An index comes after the images in it.</summary>
    private async Task ImportAsync(
        Scope scope, string repository, string name, string reference, string? tag, CancellationToken end)
    {
        if (await backing.ReadAsync($"{name}/manifests/{reference}", Types, end).ConfigureAwait(false) is not { } read)
            return;
        try
        {
            var document = ManifestDocument.Read(read.Content, read.MediaType);
            foreach (var child in document.Manifests)
                await ImportAsync(scope, repository, name, child.Digest, null, end).ConfigureAwait(false);
            var push = new ImagePush(document, Digest.Of(read.Content), read.Content.Length, tag);
            await store.CommitAsync(scope, change =>
            {
                if (change.Find<RepositoryRow>(repository) is null)
                    RepositoryFromTemplate.Make(change, repository, null);
                foreach (var blob in document.Blobs.Where(blob => !blob.IsForeign))
                    if (change.Find<LayerRow>(ManifestRow.IdOf(repository, blob.Digest)) is null)
                        change.Put(LayerRow.New(repository, blob.Digest, blob.Size, change.Now));
                return push.Put(change, repository);
            }).ConfigureAwait(false);
        }
        catch (AwsException exception)
        {
            Log.Skipped(log, name, reference, exception.Message);
        }
    }

    private async Task<List<string>> NamesAsync(string path, string member, CancellationToken end)
    {
        if (await backing.ReadAsync(path, [], end).ConfigureAwait(false) is not { } read) return [];
        using var json = JsonDocument.Parse(read.Content);
        return json.RootElement.TryGetProperty(member, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(one => one.GetString()!)]
            : [];
    }

    [GeneratedRegex(@"^(?<account>\d{12})/(?<region>[a-z]{2}(?:-[a-z]+)+-\d)/(?<name>.+)$")]
    private static partial Regex Namespace();

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Took over {Name} with {Tags} tags.")]
        public static partial void Adopted(ILogger log, string name, int tags);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Did not take over {Name}:{Reference}: {Reason}")]
        public static partial void Skipped(ILogger log, string name, string reference, string reason);
    }
}
