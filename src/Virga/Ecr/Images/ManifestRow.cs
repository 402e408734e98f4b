using Virga.Distribution;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Images;

/// <summary>An image: a manifest in a repository. Its bytes are in the blob store under its digest.</summary>
/// <param name="Id">Repository, <c>@</c>, digest.</param>
internal sealed record ManifestRow(string Id) : Row(Id), IRow<ManifestRow>
{
    public static RowKind<ManifestRow> Kind { get; } = new("ecr-manifest");

    public static Index<ManifestRow> ByRepository { get; } = Kind.Index(row => row.Repository);

    /// <summary>By the digest alone: who refers to bytes.</summary>
    public static Index<ManifestRow> ByDigest { get; } = Kind.Index(row => row.Digest);

    /// <summary>By the row ids of its layers.</summary>
    public static Index<ManifestRow> ByLayer { get; } =
        Kind.IndexMany(row => row.Blobs.Select(blob => IdOf(row.Repository, blob.Digest)));

    /// <summary>By the row ids of the manifests in it.</summary>
    public static Index<ManifestRow> ByChild { get; } =
        Kind.IndexMany(row => row.Children.Select(child => IdOf(row.Repository, child)));

    /// <summary>By the row id of the manifest that it is about.</summary>
    public static Index<ManifestRow> BySubject { get; } =
        Kind.Index(row => row.Subject is null ? null : IdOf(row.Repository, row.Subject));

    public required string Repository { get; init; }

    public required string Digest { get; init; }

    public required string MediaType { get; init; }

    public string? ArtifactType { get; init; }

    /// <summary>Of the manifest itself.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>Config and layers; foreign ones are not here.</summary>
    public List<Descriptor> Blobs { get; init; } = [];

    /// <summary>Digests of the manifests of an index.</summary>
    public List<string> Children { get; init; } = [];

    public string? Subject { get; init; }

    public Dictionary<string, string>? Annotations { get; init; }

    public required DateTimeOffset PushedAt { get; init; }

    /// <summary>Recorded once a day at most, as AWS does.</summary>
    public DateTimeOffset? PulledAt { get; init; }

    /// <summary><c>ACTIVE</c>, <c>ARCHIVED</c> or <c>ACTIVATING</c>.</summary>
    public string Status { get; init; } = ImageStatus.ACTIVE;

    public DateTimeOffset? ArchivedAt { get; init; }

    public DateTimeOffset? ActivatedAt { get; init; }

    /// <summary>Where it was replicated to.</summary>
    public List<ImageReplicationStatus> Replications { get; init; } = [];

    /// <summary>For an image of a pull-through cache: when the upstream was last asked.</summary>
    public DateTimeOffset? UpstreamCheckedAt { get; init; }

    public static string IdOf(string repository, string digest) => $"{repository}@{digest}";
}

/// <summary>A tag: a name for an image, which may move.</summary>
/// <param name="Id">Repository, <c>:</c>, tag.</param>
internal sealed record ImageTagRow(string Id) : Row(Id), IRow<ImageTagRow>
{
    public static RowKind<ImageTagRow> Kind { get; } = new("ecr-tag");

    public static Index<ImageTagRow> ByRepository { get; } = Kind.Index(row => row.Repository);

    public static Index<ImageTagRow> ByManifest { get; } =
        Kind.Index(row => ManifestRow.IdOf(row.Repository, row.Digest));

    public required string Repository { get; init; }

    public required string Tag { get; init; }

    public required string Digest { get; init; }

    public static string IdOf(string repository, string tag) => $"{repository}:{tag}";
}
