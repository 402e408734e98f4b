using Virga.Ecr.Images;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Scanning;

/// <summary>A finding in the two forms that ECR has.</summary>
internal static class ScanFindingView
{
    public static ImageScanFinding Basic(ScanFinding finding) => new()
    {
        Name = finding.Name,
        Description = finding.Description,
        Uri = finding.Uri,
        Severity = finding.Severity,
        Attributes =
        [
            new() { Key = "package_name", Value = finding.Package },
            new() { Key = "package_version", Value = finding.Version },
            .. Optional("fixed_in_version", finding.FixedIn),
            .. Optional("CVSS3_VECTOR", finding.Vector),
            .. Optional("CVSS3_SCORE", finding.Score?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ],
    };

    public static EnhancedImageScanFinding Enhanced(
        ScanFinding finding, ManifestRow row, ImageScanRow scan, WorldView at) => new()
    {
        AwsAccountId = at.Account,
        Description = finding.Description,
        FirstObservedAt = scan.CompletedAt,
        LastObservedAt = scan.CompletedAt,
        UpdatedAt = scan.CompletedAt,
        PackageVulnerabilityDetails = new()
        {
            VulnerabilityId = finding.Name,
            SourceUrl = finding.Uri,
            VulnerablePackages =
            [
                new() { Name = finding.Package, Version = finding.Version, FixedInVersion = finding.FixedIn },
            ],
        },
        Resources =
        [
            new() { Id = $"{EcrPlace.ArnOf(at, row.Repository)}/{row.Digest}", Type = "AWS_ECR_CONTAINER_IMAGE" },
        ],
        Score = finding.Score,
        Severity = finding.Severity == FindingSeverity.UNDEFINED ? "UNTRIAGED" : finding.Severity,
        Status = "ACTIVE",
        Title = $"{finding.Name} - {finding.Package}",
        Type = "PACKAGE_VULNERABILITY",
        FixAvailable = finding.FixedIn is null ? "NO" : "YES",
    };

    private static IEnumerable<Virga.Wire.Ecr.Attribute> Optional(string key, string? value) =>
        value is null ? [] : [new() { Key = key, Value = value }];
}
