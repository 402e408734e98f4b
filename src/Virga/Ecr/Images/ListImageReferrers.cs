using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Images;

/// <summary>Lists the artifacts that are about an image.</summary>
internal sealed class ListImageReferrers : IQuery<ListImageReferrersRequest, ListImageReferrersResponse>
{
    public static ListImageReferrersResponse Run(ListImageReferrersRequest input, WorldView at)
    {
        var registry = at.Registry(input.RegistryId);
        var repository = registry.Repository(input.RepositoryName, "ecr:ListImageReferrers").Id;
        var types = input.Filter?.ArtifactTypes;
        var rows = registry.Rows<ManifestRow>()
            .By(ManifestRow.BySubject, ManifestRow.IdOf(repository, input.SubjectId?.ImageDigest ?? ""))
            .Where(row => types is not { Count: > 0 } || types.Contains(row.ArtifactType ?? ""))
            .Where(row => ImageSelection.HasStatus(row, input.Filter?.ArtifactStatus));
        var (items, token) = EcrPage.Of(rows, input.MaxResults, input.NextToken);
        return new() { Referrers = [.. items.Select(Shape)], NextToken = token };
    }

    private static ImageReferrer Shape(ManifestRow row) => new()
    {
        Digest = row.Digest,
        MediaType = row.MediaType,
        ArtifactType = row.ArtifactType,
        Size = row.SizeBytes,
        Annotations = row.Annotations,
        ArtifactStatus = row.Status,
    };
}
