using Virga.Ecr.Images;
using Virga.Ecr.RegistryPolicies;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Scanning;

/// <summary>Shows what the scanner found.</summary>
internal sealed class DescribeImageScanFindings
    : IQuery<DescribeImageScanFindingsRequest, DescribeImageScanFindingsResponse>
{
    public static DescribeImageScanFindingsResponse Run(DescribeImageScanFindingsRequest input, WorldView at)
    {
        var registry = at.Registry(input.RegistryId);
        var repository = registry.Repository(input.RepositoryName, "ecr:DescribeImageScanFindings").Id;
        var row = ImageLookup.Get(registry, repository, input.ImageId);
        var scan = registry.Find<ImageScanRow>(row.Id)
            ?? throw EcrErrors.ScanNotFound(row.Digest, input.ImageId?.ImageTag, repository, registry.Account);
        var page = EcrPage.Slice(scan.Findings, input.MaxResults, input.NextToken);
        var isEnhanced = RegistryRow.Of(registry).ScanType == ScanType.ENHANCED;
        return new()
        {
            RegistryId = registry.Account,
            RepositoryName = repository,
            ImageId = new() { ImageDigest = row.Digest, ImageTag = input.ImageId?.ImageTag },
            ImageScanStatus = scan.Shape(),
            ImageScanFindings = scan.CompletedAt is null ? null : new()
            {
                ImageScanCompletedAt = scan.CompletedAt,
                FindingSeverityCounts = scan.Counts(),
                Findings = isEnhanced ? null : [.. page.Items.Select(ScanFindingView.Basic)],
                EnhancedFindings = isEnhanced
                    ? [.. page.Items.Select(one => ScanFindingView.Enhanced(one, row, scan, registry))]
                    : null,
            },
            NextToken = page.NextToken,
        };
    }
}
