using System.Text.Json;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Distribution;

/// <summary>
/// What a manifest says, of those kinds that a registry takes. Source: OCI image-spec 1.1, Docker schema 2.
/// </summary>
internal sealed record ManifestDocument
{
    public const string OciManifest = "application/vnd.oci.image.manifest.v1+json";
    public const string OciIndex = "application/vnd.oci.image.index.v1+json";
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";
    public const string DockerList = "application/vnd.docker.distribution.manifest.list.v2+json";

    /// <summary>ECR quotas: a manifest has at most 4 MiB.</summary>
    public const int MaxBytes = 4 * 1_024 * 1_024;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32 };

    public required string MediaType { get; init; }

    /// <summary>The type of what it holds: <c>artifactType</c>, else the type of its config.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>Config and layers.</summary>
    public IReadOnlyList<Descriptor> Blobs { get; init; } = [];

    /// <summary>The manifests of an index.</summary>
    public IReadOnlyList<Descriptor> Manifests { get; init; } = [];

    /// <summary>The manifest that this one is about, or null.</summary>
    public string? Subject { get; init; }

    public Dictionary<string, string>? Annotations { get; init; }

    public bool IsIndex => MediaType is OciIndex or DockerList;

    /// <param name="content">The bytes.</param>
    /// <param name="mediaType">What the client calls it, or null.</param>
    /// <exception cref="AwsException">It is none.</exception>
    public static ManifestDocument Read(ReadOnlyMemory<byte> content, string? mediaType)
    {
        try
        {
            using var json = JsonDocument.Parse(content, Options);
            return Read(json.RootElement, mediaType);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw Ecr.EcrErrors.InvalidParameter("ImageManifest", "Invalid JSON syntax");
        }
    }

    private static ManifestDocument Read(JsonElement root, string? mediaType)
    {
        var own = Text(root, "mediaType");
        if (mediaType is not null && own is not null && mediaType != own) throw Wrong("mediaType does not match");
        var type = own ?? mediaType ?? (root.TryGetProperty("manifests", out _) ? OciIndex : OciManifest);
        if (type is not (OciManifest or OciIndex or DockerManifest or DockerList))
            throw Wrong($"Unsupported manifest media type {type}");
        if (!root.TryGetProperty("schemaVersion", out var version) || version.GetInt32() != 2)
            throw Wrong("schemaVersion must be 2");
        var isIndex = type is OciIndex or DockerList;
        var config = isIndex ? null : One(root, "config") ?? throw Wrong("config is missing");
        List<Descriptor> blobs = isIndex ? [] : [config!, .. Many(root, "layers")];
        return new()
        {
            MediaType = type,
            ArtifactType = Text(root, "artifactType") is { Length: > 0 } artifact ? artifact : config?.MediaType,
            Blobs = blobs,
            Manifests = isIndex ? Many(root, "manifests") : [],
            Subject = One(root, "subject")?.Digest,
            Annotations = Annotated(root),
        };
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static Descriptor? One(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? Descriptor(value) : null;

    private static List<Descriptor> Many(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(Descriptor)]
            : [];

    private static Descriptor Descriptor(JsonElement json)
    {
        if (!Digest.TryParse(Text(json, "digest"), out var digest)) throw Wrong("a digest is invalid");
        var size = json.TryGetProperty("size", out var number) ? number.GetInt64() : 0;
        var isForeign = json.TryGetProperty("urls", out var urls)
            && urls.ValueKind == JsonValueKind.Array && urls.GetArrayLength() > 0;
        return new(digest.Text, size, Text(json, "mediaType") ?? "", isForeign);
    }

    private static Dictionary<string, string>? Annotated(JsonElement root) =>
        root.TryGetProperty("annotations", out var value) && value.ValueKind == JsonValueKind.Object
            ? value.EnumerateObject().ToDictionary(
                one => one.Name, one => one.Value.ToString(), StringComparer.Ordinal)
            : null;

    private static AwsException Wrong(string text) => Ecr.EcrErrors.InvalidParameter("ImageManifest", text);
}

/// <summary>What a manifest says of a blob or another manifest.</summary>
/// <param name="Digest">With the algorithm.</param>
/// <param name="Size">In bytes, as the manifest says.</param>
/// <param name="MediaType">Of the content.</param>
/// <param name="IsForeign">Fetched from elsewhere, so it need not be here.</param>
internal sealed record Descriptor(string Digest, long Size, string MediaType, bool IsForeign);
