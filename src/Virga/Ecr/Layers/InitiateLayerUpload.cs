using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Layers;

/// <summary>Begins the upload of a layer in parts.</summary>
internal sealed class InitiateLayerUpload : IExchange<InitiateLayerUploadRequest, InitiateLayerUploadResponse>
{
    /// <summary>What ECR asks clients for, in bytes; its last part may be smaller, none larger.</summary>
    public const long PartSizeBytes = 20_971_520;

    public static ValueTask<InitiateLayerUploadResponse> RunAsync(
        InitiateLayerUploadRequest input, Session session, CancellationToken cancellation)
    {
        var blobs = session.Outside.Blobs ?? throw EcrErrors.NoBytes();
        var registry = session.Read().Registry(input.RegistryId);
        var repository = registry.Repository(input.RepositoryName, "ecr:InitiateLayerUpload").Id;
        var upload = blobs.Uploads.Begin(registry.Scope, repository);
        return new(new InitiateLayerUploadResponse { UploadId = upload.Id, PartSize = PartSizeBytes });
    }
}
