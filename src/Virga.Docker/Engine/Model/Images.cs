using System.Text.Json.Serialization;

namespace Virga.Docker.Engine.Model;

/// <summary>An image in a list.</summary>
internal sealed record ImageSummary
{
    public required string Id { get; init; }

    /// <summary><c>repository:tag</c>; null or empty for one without a name.</summary>
    public IReadOnlyList<string>? RepoTags { get; init; }

    public IReadOnlyList<string>? RepoDigests { get; init; }

    /// <summary>Unix time in seconds.</summary>
    public long Created { get; init; }

    /// <summary>Bytes.</summary>
    public long Size { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}

/// <summary>All about one image, as far as it is used.</summary>
internal sealed record ImageInspection
{
    public required string Id { get; init; }

    public IReadOnlyList<string>? RepoTags { get; init; }

    public IReadOnlyList<string>? RepoDigests { get; init; }

    public string? Parent { get; init; }

    public DateTimeOffset? Created { get; init; }

    /// <summary>As Go has it: amd64, arm64.</summary>
    public string? Architecture { get; init; }

    public string? Os { get; init; }

    /// <summary>Bytes.</summary>
    public long Size { get; init; }

    public ContainerConfig? Config { get; init; }
}

/// <summary>A step of an image's making.</summary>
internal sealed record ImageLayer
{
    public string? Id { get; init; }

    public long Created { get; init; }

    public string? CreatedBy { get; init; }

    public string? Comment { get; init; }

    public long Size { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }
}

/// <summary>An image to pull.</summary>
internal sealed record ImagePull
{
    public required string Reference { get; init; }

    /// <summary><c>os/architecture</c>.</summary>
    public string? Platform { get; init; }

    /// <summary>Base64url of the JSON with the credentials. A secret.</summary>
    public string? RegistryAuth { get; init; }

    /// <summary>Without the secret.</summary>
    public override string ToString() => Reference;
}

/// <summary>A line of the stream that pull, load and import answer.</summary>
internal sealed record ImageProgress
{
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    /// <summary>The layer.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("stream")]
    public string? Stream { get; init; }

    [JsonPropertyName("error")]
    public string? Error { get; init; }

    [JsonPropertyName("progressDetail")]
    public ImageProgressDetail? Detail { get; init; }
}

/// <summary>How far a layer is. Bytes.</summary>
internal sealed record ImageProgressDetail
{
    [JsonPropertyName("current")]
    public long? Current { get; init; }

    [JsonPropertyName("total")]
    public long? Total { get; init; }
}
