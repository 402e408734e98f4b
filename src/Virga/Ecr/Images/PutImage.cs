using System.Text;
using Virga.Distribution;
using Virga.Ecr.Layers;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Images;

/// <summary>Puts a manifest, and tags it.</summary>
internal sealed class PutImage : IExchange<PutImageRequest, PutImageResponse>
{
    public static async ValueTask<PutImageResponse> RunAsync(
        PutImageRequest input, Session session, CancellationToken cancellation)
    {
        var registry = session.Read().Registry(input.RegistryId);
        var repository = registry.Repository(input.RepositoryName, "ecr:PutImage").Id;
        var content = Encoding.UTF8.GetBytes(input.ImageManifest ?? "");
        var document = ManifestDocument.Read(content, input.ImageManifestMediaType);
        var digest = Digest.Of(content);
        if (input.ImageDigest is not null && input.ImageDigest != digest.Text)
            throw EcrErrors.ImageDigestDoesNotMatch();
        ImageTagRules.Check(input.ImageTag);
        var push = new ImagePush(document, digest, content.Length, input.ImageTag);
        var pushed = await RepositoryBytes
            .KeepManifestAsync(session.In(registry.Scope), repository, content, push, cancellation)
            .ConfigureAwait(false);
        if (pushed.IsAlreadyThere)
            throw EcrErrors.ImageAlreadyExists(digest.Text, input.ImageTag, repository, registry.Account);
        return new()
        {
            Image = new()
            {
                RegistryId = registry.Account,
                RepositoryName = repository,
                ImageId = new() { ImageDigest = digest.Text, ImageTag = input.ImageTag },
                ImageManifest = input.ImageManifest,
                ImageManifestMediaType = document.MediaType,
            },
        };
    }
}
