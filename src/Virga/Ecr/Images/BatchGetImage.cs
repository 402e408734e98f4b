using System.Text;
using Virga.Ecr.Layers;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Images;

/// <summary>Reads manifests.</summary>
internal sealed class BatchGetImage : IExchange<BatchGetImageRequest, BatchGetImageResponse>
{
    public static async ValueTask<BatchGetImageResponse> RunAsync(
        BatchGetImageRequest input, Session session, CancellationToken cancellation)
    {
        var registry = session.Read().Registry(input.RegistryId);
        var repository = registry.Repository(input.RepositoryName, "ecr:BatchGetImage").Id;
        var answer = new BatchGetImageResponse { Images = [], Failures = [] };
        foreach (var id in input.ImageIds ?? [])
        {
            var (row, failure) = ImageLookup.Find(registry, repository, id);
            failure ??= Refuse(row!, id, input.AcceptedMediaTypes);
            var content = failure is null
                ? await RepositoryBytes.ReadManifestAsync(session, registry.Scope, row!, cancellation)
                    .ConfigureAwait(false)
                : null;
            if (content is null)
            {
                answer.Failures.Add(failure ?? NotFound(id));
                continue;
            }

            answer.Images.Add(new()
            {
                RegistryId = registry.Account,
                RepositoryName = repository,
                ImageId = new() { ImageDigest = row!.Digest, ImageTag = id.ImageTag },
                ImageManifest = Encoding.UTF8.GetString(content),
                ImageManifestMediaType = row.MediaType,
            });
            await ImagePull.RecordAsync(session, registry.Scope, row).ConfigureAwait(false);
        }

        return answer;
    }

    private static ImageFailure? Refuse(ManifestRow row, ImageIdentifier id, List<string>? accepted)
    {
        if (row.Status != ImageStatus.ACTIVE)
            return new()
            {
                ImageId = id,
                FailureCode = ImageFailureCode.ImageInaccessible,
                FailureReason = "Requested image is archived",
            };
        return accepted is { Count: > 0 } && !accepted.Contains(row.MediaType) ? NotFound(id) : null;
    }

    private static ImageFailure NotFound(ImageIdentifier id) => new()
    {
        ImageId = id, FailureCode = ImageFailureCode.ImageNotFound, FailureReason = "Requested image not found",
    };
}
