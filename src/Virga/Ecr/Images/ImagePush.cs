using Virga.Distribution;
using Virga.Ecr.Layers;
using Virga.Ecr.LifecyclePolicies;
using Virga.Ecr.Replication;
using Virga.Ecr.Repositories;
using Virga.Ecr.Scanning;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Images;

/// <summary>
/// A manifest on its way into a repository; what both planes do alike. Limits: ECR quotas.
/// </summary>
/// <param name="Document">What it says.</param>
/// <param name="Digest">Of its bytes.</param>
/// <param name="SizeBytes">Of its bytes.</param>
/// <param name="Tag">The tag to give it, or null.</param>
internal sealed record ImagePush(ManifestDocument Document, Digest Digest, long SizeBytes, string? Tag)
{
    private const int MaxImages = 100_000;
    private const int MaxTagsOfImage = 1_000;

    /// <summary>An image of a pull-through cache: an index comes without the images that nobody asked for.</summary>
    public bool IsCached { get; init; }

    public ImagePushed Put(Change change, string repositoryName)
    {
        var repository = change.Find<RepositoryRow>(repositoryName)
            ?? throw EcrErrors.RepositoryNotFound(repositoryName, change.Account);
        CheckReferences(change, repository.Id);
        var id = ManifestRow.IdOf(repository.Id, Digest.Text);
        var old = change.Find<ManifestRow>(id);
        var isTagged = TagMoves(change, repository);
        if (old is null && change.Rows<ManifestRow>().CountBy(ManifestRow.ByRepository, repository.Id) >= MaxImages)
            throw EcrErrors.Limit($"The repository '{repository.Id}' already has {MaxImages} images");
        var row = change.Put(old is null ? NewRow(change, repository.Id, id) : Again(old, change));
        foreach (var blob in row.Blobs) Claim(change, ManifestRow.IdOf(repository.Id, blob.Digest));
        if (isTagged) GiveTag(change, repository.Id);
        var isNew = old is null || isTagged;
        if (isNew)
        {
            ScanOnPush.Consider(change, repository, row);
            ImageReplication.Consider(change, row);
            LifecyclePolicyRuns.Consider(change, repository);
        }

        return new(row, IsAlreadyThere: !isNew);
    }

    private void CheckReferences(Change change, string repository)
    {
        var missing = Document.Blobs.Where(blob => !blob.IsForeign)
            .Select(blob => blob.Digest)
            .Where(digest => change.Find<LayerRow>(ManifestRow.IdOf(repository, digest)) is null).Distinct().ToList();
        if (missing.Count > 0) throw EcrErrors.LayersNotFound(missing, repository, change.Account);
        if (IsCached) return;
        missing = [.. Document.Manifests.Select(child => child.Digest)
            .Where(digest => change.Find<ManifestRow>(ManifestRow.IdOf(repository, digest)) is null).Distinct()];
        if (missing.Count > 0) throw EcrErrors.ReferencedImagesNotFound(missing, repository, change.Account);
    }

    /// <summary>Whether the tag is to be given; a tag that may not move is refused.</summary>
    private bool TagMoves(Change change, RepositoryRow repository)
    {
        if (Tag is null) return false;
        var old = change.Find<ImageTagRow>(ImageTagRow.IdOf(repository.Id, Tag));
        if (old?.Digest == Digest.Text) return false;
        if (old is not null && !RepositoryRules.IsTagMutable(repository, Tag))
            throw EcrErrors.ImageTagAlreadyExists(Tag, repository.Id);
        return true;
    }

    private void GiveTag(Change change, string repository)
    {
        if (change.Rows<ImageTagRow>().CountBy(ImageTagRow.ByManifest, ManifestRow.IdOf(repository, Digest.Text))
            >= MaxTagsOfImage)
            throw EcrErrors.Limit($"An image has at most {MaxTagsOfImage} tags");
        change.Put(new ImageTagRow(ImageTagRow.IdOf(repository, Tag!))
        {
            Repository = repository, Tag = Tag!, Digest = Digest.Text,
        });
    }

    private ManifestRow NewRow(Change change, string repository, string id) => new(id)
    {
        Repository = repository,
        Digest = Digest.Text,
        MediaType = Document.MediaType,
        ArtifactType = Document.ArtifactType,
        SizeBytes = SizeBytes,
        Blobs = [.. Document.Blobs.Where(blob => !blob.IsForeign)],
        Children = [.. Document.Manifests.Select(child => child.Digest)],
        Subject = Document.Subject,
        Annotations = Document.Annotations,
        PushedAt = change.Now,
        UpstreamCheckedAt = IsCached ? change.Now : null,
    };

    private ManifestRow Again(ManifestRow old, Change change) =>
        IsCached ? old with { UpstreamCheckedAt = change.Now } : old;

    private static void Claim(Change change, string layer)
    {
        if (change.Find<LayerRow>(layer) is { IsClaimed: false } row) change.Put(row with { IsClaimed = true });
    }
}

/// <summary>What became of a push.</summary>
/// <param name="Image">The image.</param>
/// <param name="IsAlreadyThere">It was there before, under the same tag.</param>
internal sealed record ImagePushed(ManifestRow Image, bool IsAlreadyThere);
