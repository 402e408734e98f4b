using Virga.Ecr.Images;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Layers;

/// <summary>
/// A blob that a repository holds: uploaded into it or mounted from another one. What is in the blob store without
/// such a row in a repository is not there for that repository's clients.
/// </summary>
/// <param name="Id">Repository, <c>@</c>, digest.</param>
internal sealed record LayerRow(string Id) : Row(Id), IRow<LayerRow>
{
    public static RowKind<LayerRow> Kind { get; } = new("ecr-layer");

    public static Index<LayerRow> ByRepository { get; } = Kind.Index(row => row.Repository);

    /// <summary>By the digest alone: who refers to bytes.</summary>
    public static Index<LayerRow> ByDigest { get; } = Kind.Index(row => row.Digest);

    public required string Repository { get; init; }

    public required string Digest { get; init; }

    public required long SizeBytes { get; init; }

    public required DateTimeOffset UploadedAt { get; init; }

    /// <summary>Whether a manifest ever referred to it; then it goes with the last one that does.</summary>
    public bool IsClaimed { get; init; }

    public static LayerRow New(string repository, string digest, long sizeBytes, DateTimeOffset now) =>
        new(ManifestRow.IdOf(repository, digest))
        {
            Repository = repository, Digest = digest, SizeBytes = sizeBytes, UploadedAt = now,
        };
}
