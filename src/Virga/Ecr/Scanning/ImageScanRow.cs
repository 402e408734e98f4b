using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Scanning;

/// <summary>The scan of an image, under way or done; its id is the image's.</summary>
internal sealed record ImageScanRow(string Id) : Row(Id), IRow<ImageScanRow>
{
    public static RowKind<ImageScanRow> Kind { get; } = new("ecr-scan");

    /// <summary><c>IN_PROGRESS</c>, <c>COMPLETE</c>, <c>FAILED</c> or <c>UNSUPPORTED_IMAGE</c>.</summary>
    public required string Status { get; init; }

    public string? Description { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public List<ScanFinding> Findings { get; init; } = [];

    public ImageScanStatus Shape() => new() { Status = Status, Description = Description };

    public ImageScanFindingsSummary? Summary() => CompletedAt is null
        ? null
        : new() { ImageScanCompletedAt = CompletedAt, FindingSeverityCounts = Counts() };

    /// <summary>How many findings of each severity.</summary>
    public Dictionary<string, int> Counts() =>
        Findings.GroupBy(one => one.Severity).ToDictionary(group => group.Key, group => group.Count());
}

/// <summary>One vulnerability in one package.</summary>
/// <param name="Name">Such as <c>CVE-2026-1234</c>.</param>
/// <param name="Severity">In ECR's words, <c>CRITICAL</c> to <c>UNDEFINED</c>.</param>
/// <param name="Package">Its name.</param>
/// <param name="Version">The version that is in the image.</param>
internal sealed record ScanFinding(string Name, string Severity, string Package, string Version)
{
    public string? FixedIn { get; init; }

    public string? Description { get; init; }

    public string? Uri { get; init; }

    public double? Score { get; init; }

    public string? Vector { get; init; }
}
