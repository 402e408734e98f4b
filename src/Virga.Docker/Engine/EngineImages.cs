using System.Text.Json;
using Virga.Docker.Engine.Model;

namespace Virga.Docker.Engine;

/// <summary>Images in the engine's store.</summary>
internal sealed class EngineImages(EngineCalls calls)
{
    public async Task<IReadOnlyList<ImageSummary>> ListAsync(EngineFilters filters, CancellationToken cancellation) =>
        await calls.AskAsync(
            new EngineRequest(HttpMethodName.Get, "/images/json").With("filters", filters.ToJson()),
            EngineJson.Default.ListImageSummary, cancellation);

    public Task<ImageInspection> InspectAsync(string reference, CancellationToken cancellation) =>
        calls.AskAsync(new(HttpMethodName.Get, Path(reference) + "/json"),
            EngineJson.Default.ImageInspection, cancellation);

    public async Task<IReadOnlyList<ImageLayer>> HistoryAsync(string reference, CancellationToken cancellation) =>
        await calls.AskAsync(new(HttpMethodName.Get, Path(reference) + "/history"),
            EngineJson.Default.ListImageLayer, cancellation);

    /// <summary>
    /// Pulls an image, reporting each step. A failure that the engine tells only in the stream is thrown as well.
    /// </summary>
    public Task PullAsync(ImagePull pull, Action<ImageProgress> report, CancellationToken cancellation)
    {
        var request = new EngineRequest(HttpMethodName.Post, "/images/create")
        {
            RegistryAuth = pull.RegistryAuth,
            Timeout = calls.Options.TransferTimeout,
        };
        // Without a tag the engine would pull all of them.
        request.With("fromImage", WithTag(pull.Reference)).With("platform", pull.Platform);
        return FollowAsync(request, report, cancellation);
    }

    public Task TagAsync(string reference, string repository, string tag, CancellationToken cancellation) =>
        calls.TellAsync(new EngineRequest(HttpMethodName.Post, Path(reference) + "/tag")
            .With("repo", repository).With("tag", tag), cancellation);

    /// <summary>Removes a tag, and the image with its last one. Conflict (409) while a container uses it.</summary>
    public Task RemoveAsync(string reference, CancellationToken cancellation) =>
        calls.TellAsync(new(HttpMethodName.Delete, Path(reference)), cancellation);

    /// <summary>
    /// Removes a tag even while containers use the image, which then stays until they are gone.
    /// </summary>
    public Task UntagAsync(string tag, CancellationToken cancellation) =>
        calls.TellAsync(new EngineRequest(HttpMethodName.Delete, Path(tag)).With("force", true), cancellation);

    /// <summary>Loads the archive that <see cref="SaveAsync"/> writes, and answers the names it held.</summary>
    public async Task<IReadOnlyList<string>> LoadAsync(Stream archive, CancellationToken cancellation)
    {
        var names = new List<string>();
        var request = new EngineRequest(HttpMethodName.Post, "/images/load")
        {
            Archive = archive,
            Timeout = calls.Options.TransferTimeout,
        };
        await FollowAsync(request.With("quiet", true), step => names.AddRange(LoadedName(step)), cancellation);
        return names;
    }

    /// <summary>An archive of images with all their layers. The caller disposes the stream.</summary>
    public async Task<Stream> SaveAsync(IEnumerable<string> references, CancellationToken cancellation)
    {
        var request = new EngineRequest(HttpMethodName.Get, "/images/get")
        {
            Timeout = calls.Options.TransferTimeout,
        };
        foreach (var reference in references) request.With("names", reference);
        return (await calls.OpenAsync(request, cancellation)).Body;
    }

    /// <summary>
    /// Makes an image of a tar archive of a file system and answers its id. Changes are Dockerfile lines (CMD, LABEL).
    /// Without a repository the image has no name.
    /// </summary>
    public async Task<string> ImportAsync(
        Stream archive, string? repository, string? tag, IEnumerable<string> changes, CancellationToken cancellation)
    {
        var id = "";
        var request = new EngineRequest(HttpMethodName.Post, "/images/create")
        {
            Archive = archive,
            Timeout = calls.Options.TransferTimeout,
        };
        request.With("fromSrc", "-").With("repo", repository).With("tag", tag);
        foreach (var change in changes) request.With("changes", change);
        await FollowAsync(request, step => id = step.Status ?? id, cancellation);
        return id;
    }

    private async Task FollowAsync(
        EngineRequest request, Action<ImageProgress> report, CancellationToken cancellation)
    {
        await foreach (var step in calls.FollowAsync(request, EngineJson.Default.ImageProgress, cancellation))
        {
            if (step.Error is { } error) throw new DockerEngineException(request.Call, 500, error);
            report(step);
        }
    }

    private static IEnumerable<string> LoadedName(ImageProgress step)
    {
        var line = step.Stream?.Trim() ?? "";
        foreach (var opening in (string[])["Loaded image: ", "Loaded image ID: "])
        {
            if (line.StartsWith(opening, StringComparison.Ordinal)) yield return line[opening.Length..];
        }
    }

    private static string WithTag(string reference)
    {
        var name = reference[(reference.LastIndexOf('/') + 1)..];
        return name.Contains(':', StringComparison.Ordinal) || name.Contains('@', StringComparison.Ordinal)
            ? reference : reference + ":latest";
    }

    private static string Path(string reference) => "/images/" + EnginePath.Image(reference);
}
