using Virga.Ecr.Authorization;
using Virga.Ecr.Images;
using Virga.Ecr.Signing;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Layers;

/// <summary>Gives a URL from which a layer can be fetched for a while without further credentials.</summary>
internal sealed class GetDownloadUrlForLayer : IExchange<GetDownloadUrlForLayerRequest, GetDownloadUrlForLayerResponse>
{
    public static async ValueTask<GetDownloadUrlForLayerResponse> RunAsync(
        GetDownloadUrlForLayerRequest input, Session session, CancellationToken cancellation)
    {
        var registry = session.Read().Registry(input.RegistryId);
        var repository = registry.Repository(input.RepositoryName, "ecr:GetDownloadUrlForLayer").Id;
        var layer = registry.Find<LayerRow>(ManifestRow.IdOf(repository, input.LayerDigest ?? ""))
            ?? throw EcrErrors.LayerNotFound(input.LayerDigest ?? "", repository, registry.Account);
        await SignedPulls.CheckAsync(session.In(registry.Scope), registry, repository, layer.Digest, cancellation)
            .ConfigureAwait(false);
        var token = await session
            .CommitAsync(change => RegistryToken.ForLayer(change.Registry(input.RegistryId), layer.Id))
            .ConfigureAwait(false);
        var name = registry.Rules.EcrUriStyle == "path"
            ? $"{registry.Account}/{registry.Region}/{repository}"
            : repository;
        return new()
        {
            LayerDigest = layer.Digest,
            DownloadUrl = $"{EcrPlace.UrlOf(registry)}/v2/{name}/blobs/{layer.Digest}?token={token}",
        };
    }
}
