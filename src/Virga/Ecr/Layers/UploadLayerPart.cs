using Virga.Distribution.Storage;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Layers;

/// <summary>Appends a part to an upload; parts come in order.</summary>
internal sealed class UploadLayerPart : IExchange<UploadLayerPartRequest, UploadLayerPartResponse>
{
    /// <summary>All parts but the last have at least this many bytes.</summary>
    private const int MinPartBytes = 5 * 1_024 * 1_024;

    /// <summary>ECR quotas, "Layer parts".</summary>
    private const int MaxParts = 4_200;

    public static async ValueTask<UploadLayerPartResponse> RunAsync(
        UploadLayerPartRequest input, Session session, CancellationToken cancellation)
    {
        var blobs = session.Outside.Blobs ?? throw EcrErrors.NoBytes();
        var registry = session.Read().Registry(input.RegistryId);
        var repository = registry.Repository(input.RepositoryName, "ecr:UploadLayerPart").Id;
        var upload = await blobs.Uploads.FindAsync(registry.Scope, repository, input.UploadId ?? "", cancellation)
            .ConfigureAwait(false)
            ?? throw EcrErrors.UploadNotFound(input.UploadId ?? "", repository, registry.Account);
        var part = input.LayerPartBlob ?? [];
        await upload.Gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (input.PartFirstByte != upload.Length || input.PartLastByte != upload.Length + part.Length - 1)
                throw EcrErrors.InvalidLayerPart(input.PartFirstByte ?? -1, upload.Length - 1, upload.Id);
            if (upload.Parts >= MaxParts) throw EcrErrors.Limit($"A layer has at most {MaxParts} parts");
            if (part.Length > InitiateLayerUpload.PartSizeBytes)
                throw EcrErrors.Limit($"A layer part has at most {InitiateLayerUpload.PartSizeBytes} bytes");
            if (upload.Length + part.Length > Upload.MaxBytes) throw EcrErrors.LayerTooLarge();
            upload.HasSmallPart |= upload.Parts > 0 && upload.LastPartBytes < MinPartBytes;
            upload.Append(part);
            upload.Parts++;
            upload.LastPartBytes = part.Length;
            return new()
            {
                RegistryId = registry.Account,
                RepositoryName = repository,
                UploadId = upload.Id,
                LastByteReceived = upload.Length - 1,
            };
        }
        finally
        {
            upload.Gate.Release();
        }
    }
}
