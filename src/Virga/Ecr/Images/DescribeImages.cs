using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Images;

/// <summary>Lists images with their sizes, times and scans.</summary>
internal sealed class DescribeImages : IQuery<DescribeImagesRequest, DescribeImagesResponse>
{
    public static DescribeImagesResponse Run(DescribeImagesRequest input, WorldView at)
    {
        var registry = at.Registry(input.RegistryId);
        var repository = registry.Repository(input.RepositoryName, "ecr:DescribeImages").Id;
        if (input.ImageIds is { Count: > 0 } ids)
        {
            var named = ids.Select(id => ImageLookup.Get(registry, repository, id)).DistinctBy(row => row.Id);
            return new() { ImageDetails = [.. named.Select(row => ImageView.Of(row, registry))] };
        }

        var rows = registry.Rows<ManifestRow>().By(ManifestRow.ByRepository, repository)
            .Where(row => ImageSelection.HasStatus(row, input.Filter?.ImageStatus)
                && ImageSelection.HasTagStatus(registry, row, input.Filter?.TagStatus));
        var (items, token) = EcrPage.Of(rows, input.MaxResults, input.NextToken);
        return new() { ImageDetails = [.. items.Select(row => ImageView.Of(row, registry))], NextToken = token };
    }
}
