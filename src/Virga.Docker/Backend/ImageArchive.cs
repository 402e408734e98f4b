using System.Formats.Tar;
using System.Text.Json;

namespace Virga.Docker.Backend;

/// <summary>
/// A container image as a tar file: the docker archive of <c>docker save</c>, or an OCI layout (OCI Image Format
/// Specification, "Image Layout"). Either becomes a docker archive of one image under a name of ours, since that is
/// what every engine loads.
/// </summary>
internal sealed class ImageArchive
{
    private const string DockerManifest = "manifest.json";
    private const string OciIndex = "index.json";

    /// <summary>Manifests are some KiB; a larger one is none.</summary>
    private const int MaxDocumentBytes = 4 * 1024 * 1024;

    /// <summary>An index may name an index, once.</summary>
    private const int MaxIndexDepth = 3;

    private static readonly string[] Replaced = [DockerManifest, OciIndex, "oci-layout", "repositories"];

    private readonly string path;
    private readonly string config;
    private readonly IReadOnlyList<string> layers;

    private ImageArchive(string path, string config, IReadOnlyList<string> layers, string architecture)
    {
        this.path = path;
        this.config = config;
        this.layers = layers;
        Architecture = architecture;
    }

    /// <summary>As Go names it: <c>amd64</c>, <c>arm64</c>.</summary>
    public string Architecture { get; }

    /// <summary>Looks what is in a file.</summary>
    /// <param name="path">The tar file.</param>
    /// <param name="architecture">What to take of an index with several images, as Go names it.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="InvalidDataException">It is no image; the text says what is wrong.</exception>
    public static async Task<ImageArchive> OpenAsync(
        string path, string architecture, CancellationToken cancellation)
    {
        try
        {
            var (config, layers) = await PartsAsync(path, architecture, cancellation).ConfigureAwait(false);
            var facts = await NeedAsync(path, config, cancellation).ConfigureAwait(false);
            return new(path, config, layers, Text(facts, "architecture") ?? architecture);
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or EndOfStreamException
            or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException(wrong.Message, wrong);
        }
    }

    /// <summary>Writes it as a docker archive with one image of this name.</summary>
    public async Task WriteAsync(Stream target, string name, CancellationToken cancellation)
    {
        await using var writer = new TarWriter(target, TarEntryFormat.Pax, leaveOpen: true);
        using var manifest = new MemoryStream(ManifestOf(name));
        await writer.WriteEntryAsync(
            new PaxTarEntry(TarEntryType.RegularFile, DockerManifest) { DataStream = manifest }, cancellation)
            .ConfigureAwait(false);
        await using var file = File.OpenRead(path);
        await using var reader = new TarReader(file);
        while (await reader.GetNextEntryAsync(copyData: false, cancellation).ConfigureAwait(false) is { } entry)
        {
            if (Replaced.Contains(NameOf(entry))) continue;
            await writer.WriteEntryAsync(entry, cancellation).ConfigureAwait(false);
        }
    }

    private static async Task<(string Config, IReadOnlyList<string> Layers)> PartsAsync(
        string path, string architecture, CancellationToken cancellation)
    {
        if (await ReadAsync(path, DockerManifest, cancellation).ConfigureAwait(false) is { } saved)
            return OfDocker(saved);
        if (await ReadAsync(path, OciIndex, cancellation).ConfigureAwait(false) is { } index)
            return await OfIndexAsync(path, index, architecture, 0, cancellation).ConfigureAwait(false);
        throw new InvalidDataException("it has neither manifest.json nor index.json");
    }

    private static (string Config, IReadOnlyList<string> Layers) OfDocker(JsonElement manifest)
    {
        var count = manifest.GetArrayLength();
        if (count != 1) throw new InvalidDataException($"it has {count} images, where one is wanted");
        return (Need(manifest[0], "Config"), [.. manifest[0].GetProperty("Layers").EnumerateArray()
            .Select(layer => layer.GetString() ?? throw new InvalidDataException("a layer has no name"))]);
    }

    private static async Task<(string Config, IReadOnlyList<string> Layers)> OfIndexAsync(
        string path, JsonElement index, string architecture, int depth, CancellationToken cancellation)
    {
        var chosen = Choose(index, architecture);
        var manifest = await NeedAsync(path, BlobOf(chosen), cancellation).ConfigureAwait(false);
        if (manifest.TryGetProperty("manifests", out _))
        {
            if (depth == MaxIndexDepth) throw new InvalidDataException("its index is too deep");
            return await OfIndexAsync(path, manifest, architecture, depth + 1, cancellation).ConfigureAwait(false);
        }

        return (BlobOf(manifest.GetProperty("config")),
            [.. manifest.GetProperty("layers").EnumerateArray().Select(BlobOf)]);
    }

    /// <summary>The one for this architecture, else the only one that says nothing of any.</summary>
    private static JsonElement Choose(JsonElement index, string architecture)
    {
        JsonElement? silent = null;
        foreach (var one in index.GetProperty("manifests").EnumerateArray())
        {
            if (!one.TryGetProperty("platform", out var platform)) silent ??= one;
            else if (Text(platform, "architecture") == architecture) return one;
        }

        return silent ?? throw new InvalidDataException($"it has no image for {architecture}");
    }

    private static string BlobOf(JsonElement descriptor) => "blobs/" + Need(descriptor, "digest").Replace(':', '/');

    private static async Task<JsonElement> NeedAsync(string path, string name, CancellationToken cancellation) =>
        await ReadAsync(path, name, cancellation).ConfigureAwait(false)
        ?? throw new InvalidDataException($"{name} is missing in it");

    private static async Task<JsonElement?> ReadAsync(string path, string name, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        await using var reader = new TarReader(file);
        while (await reader.GetNextEntryAsync(copyData: false, cancellation).ConfigureAwait(false) is { } entry)
        {
            if (NameOf(entry) != name || entry.DataStream is null) continue;
            if (entry.Length > MaxDocumentBytes) throw new InvalidDataException($"{name} is too large");
            using var document = await JsonDocument.ParseAsync(entry.DataStream, default, cancellation)
                .ConfigureAwait(false);
            return document.RootElement.Clone();
        }

        return null;
    }

    private static string NameOf(TarEntry entry) =>
        entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;

    private static string Need(JsonElement of, string name) =>
        Text(of, name) ?? throw new InvalidDataException($"{name} is missing in it");

    private static string? Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) ? value.GetString() : null;

    private byte[] ManifestOf(string name)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            json.WriteStartObject();
            json.WriteString("Config", config);
            json.WriteStartArray("RepoTags");
            json.WriteStringValue(name);
            json.WriteEndArray();
            json.WriteStartArray("Layers");
            foreach (var layer in layers) json.WriteStringValue(layer);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
        }

        return buffer.ToArray();
    }
}
