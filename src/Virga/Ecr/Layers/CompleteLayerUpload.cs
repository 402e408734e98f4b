using Virga.Distribution;
using Virga.Ecr.Images;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Layers;

/// <summary>Ends an upload: checks the digest, and makes it a layer.</summary>
internal sealed class CompleteLayerUpload : IExchange<CompleteLayerUploadRequest, CompleteLayerUploadResponse>
{
    public static async ValueTask<CompleteLayerUploadResponse> RunAsync(
        CompleteLayerUploadRequest input, Session session, CancellationToken cancellation)
    {
        var blobs = session.Outside.Blobs ?? throw EcrErrors.NoBytes();
        var registry = session.Read().Registry(input.RegistryId);
        var repository = registry.Repository(input.RepositoryName, "ecr:CompleteLayerUpload").Id;
        var upload = await blobs.Uploads.FindAsync(registry.Scope, repository, input.UploadId ?? "", cancellation)
            .ConfigureAwait(false)
            ?? throw EcrErrors.UploadNotFound(input.UploadId ?? "", repository, registry.Account);
        if (!Digest.TryParse(input.LayerDigests?.FirstOrDefault(), out var digest))
            throw EcrErrors.InvalidParameter("layerDigests", "A layer digest is not valid");
        if (upload.Length == 0) throw EcrErrors.EmptyUpload(upload.Id);
        if (upload.HasSmallPart) throw EcrErrors.LayerPartTooSmall(upload.Id);
        var isThere = registry.Find<LayerRow>(ManifestRow.IdOf(repository, digest.Text)) is not null;
        try
        {
            if (isThere) throw EcrErrors.LayerAlreadyExists(digest.Text, repository, registry.Account);
            await RepositoryBytes
                .KeepUploadAsync(session.In(registry.Scope), repository, upload, digest, cancellation)
                .ConfigureAwait(false);
        }
        finally
        {
            blobs.Uploads.End(registry.Scope, repository, upload);
        }

        return new()
        {
            RegistryId = registry.Account,
            RepositoryName = repository,
            UploadId = upload.Id,
            LayerDigest = digest.Text,
        };
    }
}
