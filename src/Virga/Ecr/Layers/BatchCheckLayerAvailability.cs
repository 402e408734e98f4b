using Virga.Distribution;
using Virga.Ecr.Images;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Layers;

/// <summary>Says which layers a repository has.</summary>
internal sealed class BatchCheckLayerAvailability
    : IQuery<BatchCheckLayerAvailabilityRequest, BatchCheckLayerAvailabilityResponse>
{
    public static BatchCheckLayerAvailabilityResponse Run(BatchCheckLayerAvailabilityRequest input, WorldView at)
    {
        var registry = at.Registry(input.RegistryId);
        var repository = registry.Repository(input.RepositoryName, "ecr:BatchCheckLayerAvailability").Id;
        var answer = new BatchCheckLayerAvailabilityResponse { Layers = [], Failures = [] };
        foreach (var text in input.LayerDigests ?? [])
        {
            if (Digest.TryParse(text, out _)) answer.Layers.Add(LayerOf(registry, repository, text));
            else answer.Failures.Add(new()
            {
                LayerDigest = text,
                FailureCode = LayerFailureCode.InvalidLayerDigest,
                FailureReason = "Invalid request parameters: layer digest is not valid",
            });
        }

        return answer;
    }

    private static Layer LayerOf(WorldView registry, string repository, string digest)
    {
        var id = ManifestRow.IdOf(repository, digest);
        if (registry.Find<LayerRow>(id) is not { } row)
            return new() { LayerDigest = digest, LayerAvailability = LayerAvailability.UNAVAILABLE };
        var image = registry.Rows<ManifestRow>().By(ManifestRow.ByLayer, id).FirstOrDefault();
        return new()
        {
            LayerDigest = digest,
            LayerAvailability = LayerAvailability.AVAILABLE,
            LayerSize = row.SizeBytes,
            MediaType = image?.Blobs.Find(blob => blob.Digest == digest)?.MediaType,
        };
    }
}
