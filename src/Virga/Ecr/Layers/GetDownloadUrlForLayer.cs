using Virga.Ecr.Authorization;
using Virga.Ecr.Images;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Layers;

/// <summary>Gives a URL from which a layer can be fetched for a while without further credentials.</summary>
internal sealed class GetDownloadUrlForLayer : IMutation<GetDownloadUrlForLayerRequest, GetDownloadUrlForLayerResponse>
{
    public static GetDownloadUrlForLayerResponse Run(GetDownloadUrlForLayerRequest input, Change change)
    {
        var registry = change.Registry(input.RegistryId);
        var repository = registry.Repository(input.RepositoryName, "ecr:GetDownloadUrlForLayer").Id;
        var layer = registry.Find<LayerRow>(ManifestRow.IdOf(repository, input.LayerDigest ?? ""))
            ?? throw EcrErrors.LayerNotFound(input.LayerDigest ?? "", repository, registry.Account);
        var token = RegistryToken.ForLayer(change, layer.Id);
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
