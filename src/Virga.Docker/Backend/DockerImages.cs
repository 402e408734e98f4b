using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Virga.Compute;
using Virga.Docker.Engine;

namespace Virga.Docker.Backend;

/// <summary>Images of the engine: which of them are AMIs, and pulling those that are missing.</summary>
internal sealed partial class DockerImages(DockerEngine engine, DockerSettings settings, ILogger log)
{
    /// <summary>LocalStack's scheme is understood as well as our own: <c>prefix/name:ami-id</c>.</summary>
    private static readonly string[] Prefixes = ["virga-ec2/", "localstack-ec2/"];

    private readonly ImageBoots boots = new(engine, settings);

    private readonly ConcurrentDictionary<string, Lazy<Task>> pulls = new(StringComparer.Ordinal);

    /// <summary>The images that the table names, and those that are tagged as AMIs.</summary>
    public async Task<IReadOnlyList<HostImage>> ListAsync(CancellationToken cancellation)
    {
        var found = new Dictionary<string, HostImage>(StringComparer.Ordinal);
        foreach (var named in settings.Images) found[named.ImageId] = named;
        var all = await engine.Images.ListAsync(EngineFilters.None, cancellation).ConfigureAwait(false);
        foreach (var image in all)
        {
            foreach (var tag in image.RepoTags ?? [])
            {
                if (Parse(tag) is not { } ami || found.ContainsKey(ami.Id)) continue;
                var whole = await engine.Images.InspectAsync(image.Id, cancellation).ConfigureAwait(false);
                var created = DateTimeOffset.FromUnixTimeSeconds(image.Created);
                found[ami.Id] = new(ami.Id, ami.Name, tag, ArchitectureOf(whole.Architecture), created, image.Size);
            }
        }

        return [.. found.Values];
    }

    /// <summary>Sees to it that an image is on the machine, and says what the engine calls it.</summary>
    /// <exception cref="MachineException">It is not, and cannot be pulled.</exception>
    public async Task<string> EnsureAsync(string image, CancellationToken cancellation)
    {
        var isOurs = image.Contains("://", StringComparison.Ordinal);
        var (reference, credentials) = isOurs && settings.Registry is { } registry
            ? await registry(image).ConfigureAwait(false)
            : (image, null);
        if (await IsThereAsync(reference, cancellation).ConfigureAwait(false)) return reference;
        if (!settings.PullsImages)
            throw new MachineException("Server.InternalError",
                $"The image {reference} is not on this machine, and VIRGA_EC2_PULL_IMAGES is off.");
        var pull = pulls.GetOrAdd(reference, one => new(() => PullAsync(one, credentials)));
        try
        {
            await pull.Value.WaitAsync(cancellation).ConfigureAwait(false);
            return reference;
        }
        catch (DockerEngineException exception)
        {
            throw new MachineException("Server.InternalError",
                $"The image {reference} is not on this machine and could not be pulled: {exception.EngineMessage}",
                exception);
        }
        finally
        {
            pulls.TryRemove(reference, out _);
        }
    }

    /// <summary>How machines of an image boot.</summary>
    public Task<ImageBoot> BootOfAsync(string reference, CancellationToken cancellation) =>
        boots.OfAsync(reference, cancellation);

    private async Task<bool> IsThereAsync(string reference, CancellationToken cancellation)
    {
        try
        {
            await engine.Images.InspectAsync(reference, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (DockerEngineException exception) when (exception.IsNotFound)
        {
            return false;
        }
    }

    /// <summary>Goes on when the launch that asked first is cancelled: others may wait for the same image.</summary>
    private async Task PullAsync(string reference, string? credentials)
    {
        Log.Pulling(log, reference);
        var layers = new ConcurrentDictionary<string, string?>(StringComparer.Ordinal);
        await engine.Images.PullAsync(new() { Reference = reference, RegistryAuth = credentials }, progress =>
        {
            if (progress.Id is { } layer && progress.Status is "Pull complete" or "Already exists")
            {
                layers[progress.Id!] = progress.Status;
                Log.Layer(log, reference, layers.Count);
            }
        }, CancellationToken.None).ConfigureAwait(false);
        Log.Pulled(log, reference);
    }

    private static (string Id, string Name)? Parse(string tag)
    {
        var prefix = Array.Find(Prefixes, one => tag.StartsWith(one, StringComparison.Ordinal));
        var colon = tag.LastIndexOf(':');
        if (prefix is null || colon < prefix.Length) return null;
        var id = tag[(colon + 1)..];
        return id.StartsWith("ami-", StringComparison.Ordinal) ? (id, tag[prefix.Length..colon]) : null;
    }

    /// <summary>What AWS calls an architecture that an engine names.</summary>
    public static string ArchitectureOf(string? engineName) => engineName switch
    {
        "arm64" or "aarch64" => "arm64",
        _ => "x86_64",
    };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Pulling {Image}, which is not on this machine.")]
        public static partial void Pulling(ILogger log, string image);

        [LoggerMessage(Level = LogLevel.Information, Message = "Pulling {Image}: {Layers} layers are here.")]
        public static partial void Layer(ILogger log, string image, int layers);

        [LoggerMessage(Level = LogLevel.Information, Message = "Pulled {Image}.")]
        public static partial void Pulled(ILogger log, string image);
    }
}
