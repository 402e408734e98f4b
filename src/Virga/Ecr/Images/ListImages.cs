using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Images;

/// <summary>Lists image ids: one for each tag, and the digest of what has none.</summary>
internal sealed class ListImages : IQuery<ListImagesRequest, ListImagesResponse>
{
    public static ListImagesResponse Run(ListImagesRequest input, WorldView at)
    {
        var registry = at.Registry(input.RegistryId);
        var repository = registry.Repository(input.RepositoryName, "ecr:ListImages").Id;
        var images = registry.Rows<ManifestRow>().By(ManifestRow.ByRepository, repository)
            .Where(row => ImageSelection.HasStatus(row, input.Filter?.ImageStatus)).ToDictionary(row => row.Id);
        var tags = registry.Rows<ImageTagRow>().By(ImageTagRow.ByRepository, repository)
            .Where(tag => images.ContainsKey(ManifestRow.IdOf(repository, tag.Digest))).ToList();
        var tagged = tags.Select(tag => ManifestRow.IdOf(repository, tag.Digest)).ToHashSet();
        IEnumerable<Row> untagged = images.Values.Where(row => !tagged.Contains(row.Id));
        var rows = input.Filter?.TagStatus switch
        {
            TagStatus.TAGGED => tags,
            TagStatus.UNTAGGED => untagged,
            _ => tags.Concat(untagged),
        };
        var (items, token) = EcrPage.Of(rows, input.MaxResults, input.NextToken);
        return new() { ImageIds = [.. items.Select(Id)], NextToken = token };
    }

    private static ImageIdentifier Id(Row row) => row is ImageTagRow tag
        ? new() { ImageDigest = tag.Digest, ImageTag = tag.Tag }
        : new() { ImageDigest = ((ManifestRow)row).Digest };
}
