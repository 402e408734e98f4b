using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Virga.Ecr.Scanning;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Tests.Ecr.Scanning;

/// <summary>Findings are a real program's; without one a scan says that there is none.</summary>
public sealed class ImageScannerTests : IDisposable
{
    private const string Trivy = """
        {"SchemaVersion":2,"Results":[{"Target":"os","Vulnerabilities":[
        {"VulnerabilityID":"CVE-2026-0001","PkgName":"zlib","InstalledVersion":"1.2","FixedVersion":"1.3",
        "Severity":"CRITICAL","Title":"overflow","PrimaryURL":"https://example.com/1",
        "CVSS":{"nvd":{"V3Score":9.8,"V3Vector":"CVSS:3.1/AV:N"}}},
        {"VulnerabilityID":"CVE-2026-0002","PkgName":"bash","InstalledVersion":"5","Severity":"LOW"}]}]}
        """;

    private const string Grype = """
        {"matches":[{"vulnerability":{"id":"CVE-2026-0003","severity":"Negligible","description":"small",
        "fix":{"versions":["2.0"]}},"artifact":{"name":"curl","version":"1.9"}}]}
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly string folder = Directory.CreateTempSubdirectory("virga-scan-test-").FullName;

    [Fact]
    public async Task Findings_of_trivy_are_what_the_API_shows()
    {
        await using var world = await EcrWorld.StartAsync(Scanned);
        await using var scanner = Scanner(world, Trivy);
        await ScanOnPushAsync(world);
        var digest = await world.PushImageAsync("image", "v1");

        var found = await FindingsAsync(world, digest);

        Assert.Equal(ScanStatus.COMPLETE, found.ImageScanStatus!.Status);
        Assert.Equal(1, found.ImageScanFindings!.FindingSeverityCounts!["CRITICAL"]);
        Assert.Equal(1, found.ImageScanFindings.FindingSeverityCounts["LOW"]);
        var worst = found.ImageScanFindings.Findings!.Single(one => one.Severity == FindingSeverity.CRITICAL);
        Assert.Equal("CVE-2026-0001", worst.Name);
        Assert.Equal("https://example.com/1", worst.Uri);
        Assert.Equal("zlib", worst.Attributes!.Single(one => one.Key == "package_name").Value);
        var seen = await File.ReadAllTextAsync(Path.Combine(folder, "seen"));
        Assert.Contains(digest["sha256:".Length..], seen, StringComparison.Ordinal);
        Assert.Contains("index.json", seen, StringComparison.Ordinal);
        using var index = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "index")));
        Assert.Equal(digest, index.RootElement.GetProperty("manifests")[0].GetProperty("digest").GetString());
        var images = await world.Run<DescribeImagesResponse>(
            "DescribeImages", new DescribeImagesRequest { RepositoryName = "app" });
        Assert.Equal(1, images.ImageDetails![0].ImageScanFindingsSummary!.FindingSeverityCounts!["CRITICAL"]);
    }

    [Fact]
    public async Task Findings_of_grype_are_understood_too_and_a_scan_is_started_by_hand()
    {
        await using var world = await EcrWorld.StartAsync(Scanned);
        await using var scanner = Scanner(world, Grype);
        var digest = await world.PushImageAsync("image", "v1");
        var asked = new StartImageScanRequest { RepositoryName = "app", ImageId = new() { ImageTag = "v1" } };
        await world.Run<StartImageScanResponse>("StartImageScan", asked);

        var found = await FindingsAsync(world, digest);
        var again = await world.Fail("StartImageScan", asked);

        var only = Assert.Single(found.ImageScanFindings!.Findings!);
        Assert.Equal(("CVE-2026-0003", FindingSeverity.INFORMATIONAL), (only.Name, only.Severity));
        Assert.Equal("LimitExceededException", again.Code);
    }

    [Fact]
    public async Task A_scanner_that_fails_is_a_scan_that_failed()
    {
        await using var world = await EcrWorld.StartAsync(Scanned);
        await using var scanner = Scanner(world, "no json");
        await ScanOnPushAsync(world);
        var digest = await world.PushImageAsync("image", "v1");

        var found = await FindingsAsync(world, digest);

        Assert.Equal(ScanStatus.FAILED, found.ImageScanStatus!.Status);
        Assert.Contains("not the JSON of Trivy or Grype", found.ImageScanStatus.Description, StringComparison.Ordinal);
        Assert.Null(found.ImageScanFindings);
    }

    [Fact]
    public async Task Without_a_scanner_a_scan_says_that_there_is_none()
    {
        await using var world = await EcrWorld.StartAsync();
        await world.PushImageAsync("image", "v1");

        var answer = await world.Run<StartImageScanResponse>(
            "StartImageScan",
            new StartImageScanRequest { RepositoryName = "app", ImageId = new() { ImageTag = "v1" } });

        Assert.Equal(ScanStatus.FAILED, answer.ImageScanStatus!.Status);
        Assert.Contains("No scanner is configured", answer.ImageScanStatus.Description, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Rules Scanned => Rules.Default with { DefaultAccountId = EcrWorld.Account, HasEcrScanner = true };

    /// <summary>A program that notes what it was given and prints a report.</summary>
    private ImageScanner Scanner(EcrWorld world, string report)
    {
        var script = Path.Combine(folder, "scan.sh");
        File.WriteAllText(Path.Combine(folder, "report"), report);
        File.WriteAllText(
            script, $"find \"$1\" > {folder}/seen; cp \"$1/index.json\" {folder}/index; cat {folder}/report");
        return new(world.World.Store, new() { Blobs = world.Blobs }, $"sh {script} {{layout}}", NullLogger.Instance);
    }

    private static Task<object> ScanOnPushAsync(EcrWorld world) => world.Run<object>(
        "PutImageScanningConfiguration", new PutImageScanningConfigurationRequest
        {
            RepositoryName = "app", ImageScanningConfiguration = new() { ScanOnPush = true },
        });

    private static async Task<DescribeImageScanFindingsResponse> FindingsAsync(EcrWorld world, string digest)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var found = await world.Run<DescribeImageScanFindingsResponse>(
                "DescribeImageScanFindings", new DescribeImageScanFindingsRequest
                {
                    RepositoryName = "app", ImageId = new() { ImageDigest = digest },
                });
            if (found.ImageScanStatus!.Status != ScanStatus.INPROGRESS) return found;
            Assert.True(clock.Elapsed < Patience, "the scan does not end");
            await Task.Delay(20);
        }
    }
}
