using Virga.Distribution;
using Virga.Ecr.Images;
using Virga.Ecr.RegistryPolicies;
using Virga.Ecr.Repositories;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Scanning;

/// <summary>
/// Which repositories are scanned when an image arrives: by a rule of the registry, else by the repository's setting.
/// </summary>
internal static class ScanOnPush
{
    public const string NoScanner =
        "No scanner is configured. Set VIRGA_ECR_SCANNER to a command that prints findings in the format of Trivy or "
        + "Grype.";

    public static void Consider(Change change, RepositoryRow repository, ManifestRow row)
    {
        var (frequency, _) = FrequencyOf(change, repository);
        if (frequency == ScanFrequency.MANUAL || !IsSupported(row)) return;
        if (change.Rules.HasEcrScanner || !change.Rows<ImageScanRow>().Any(one => one.Id == row.Id))
            Begin(change, row);
    }

    /// <summary>How often a repository is scanned, and the filters that say so.</summary>
    public static (string Frequency, List<ScanningRepositoryFilter> Filters) FrequencyOf(
        WorldView at, RepositoryRow repository)
    {
        foreach (var rule in RegistryRow.Of(at).ScanRules)
        {
            var filters = (rule.RepositoryFilters ?? [])
                .Where(filter => Wildcard.IsMatch(Spread(filter.Filter ?? ""), repository.Id)).ToList();
            if (filters.Count > 0) return (rule.ScanFrequency ?? ScanFrequency.MANUAL, filters);
        }

        return (repository.IsScannedOnPush ? ScanFrequency.SCANONPUSH : ScanFrequency.MANUAL, []);
    }

    /// <summary>Only images can be scanned: no indexes, no other artifacts.</summary>
    public static bool IsSupported(ManifestRow row) => row.Children.Count == 0
        && row.MediaType is ManifestDocument.OciManifest or ManifestDocument.DockerManifest
        && row.ArtifactType is "application/vnd.oci.image.config.v1+json"
            or "application/vnd.docker.container.image.v1+json";

    /// <summary>Notes that a scan is wanted. The scanner sees the row and starts.</summary>
    public static ImageScanRow Begin(Change change, ManifestRow row) => change.Put(new ImageScanRow(row.Id)
    {
        Status = change.Rules.HasEcrScanner ? ScanStatus.INPROGRESS : ScanStatus.FAILED,
        Description = change.Rules.HasEcrScanner ? null : NoScanner,
        StartedAt = change.Now,
    });

    /// <summary>A filter without a wildcard fits what contains it (ECR User Guide, "Filter wildcards").</summary>
    private static string Spread(string filter) =>
        filter.Contains('*', StringComparison.Ordinal) ? filter : $"*{filter}*";
}
