using System.Text.Json;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Scanning;

/// <summary>
/// Reads what scanners print: Trivy (<c>trivy image --format json</c>, schema 2) and Grype (<c>grype -o json</c>).
/// </summary>
internal static class ScanReport
{
    /// <exception cref="FormatException">It is neither.</exception>
    public static List<ScanFinding> Read(ReadOnlyMemory<byte> text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            if (root.TryGetProperty("matches", out var matches)) return [.. matches.EnumerateArray().Select(Grype)];
            if (root.TryGetProperty("SchemaVersion", out _))
                return [.. Each(root, "Results").SelectMany(one => Each(one, "Vulnerabilities")).Select(Trivy)];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new FormatException("The scanner's output is not the JSON of Trivy or Grype.", exception);
        }

        throw new FormatException("The scanner's output is neither Trivy's nor Grype's.");
    }

    private static ScanFinding Trivy(JsonElement json) => new(
        Text(json, "VulnerabilityID") ?? "", Severity(Text(json, "Severity")),
        Text(json, "PkgName") ?? "", Text(json, "InstalledVersion") ?? "")
    {
        FixedIn = Text(json, "FixedVersion"),
        Description = Text(json, "Description") ?? Text(json, "Title"),
        Uri = Text(json, "PrimaryURL"),
        Score = Cvss(json, "V3Score")?.GetDouble(),
        Vector = Cvss(json, "V3Vector")?.GetString(),
    };

    private static ScanFinding Grype(JsonElement json)
    {
        var about = json.GetProperty("vulnerability");
        var artifact = json.GetProperty("artifact");
        var cvss = Each(about, "cvss").FirstOrDefault();
        return new(
            Text(about, "id") ?? "", Severity(Text(about, "severity")),
            Text(artifact, "name") ?? "", Text(artifact, "version") ?? "")
        {
            FixedIn = about.TryGetProperty("fix", out var fix) ? FirstText(fix, "versions") : null,
            Description = Text(about, "description"),
            Uri = Text(about, "dataSource") ?? FirstText(about, "urls"),
            Score = cvss.ValueKind == JsonValueKind.Object && cvss.TryGetProperty("metrics", out var metrics)
                && metrics.TryGetProperty("baseScore", out var score) ? score.GetDouble() : null,
            Vector = cvss.ValueKind == JsonValueKind.Object ? Text(cvss, "vector") : null,
        };
    }

    /// <summary>The scores are by source; the first one that has it.</summary>
    private static JsonElement? Cvss(JsonElement json, string name)
    {
        if (!json.TryGetProperty("CVSS", out var sources) || sources.ValueKind != JsonValueKind.Object) return null;
        foreach (var source in sources.EnumerateObject())
            if (source.Value.TryGetProperty(name, out var value)) return value;
        return null;
    }

    private static string Severity(string? text) => text?.ToUpperInvariant() switch
    {
        "CRITICAL" => FindingSeverity.CRITICAL,
        "HIGH" => FindingSeverity.HIGH,
        "MEDIUM" => FindingSeverity.MEDIUM,
        "LOW" => FindingSeverity.LOW,
        "NEGLIGIBLE" or "INFORMATIONAL" => FindingSeverity.INFORMATIONAL,
        _ => FindingSeverity.UNDEFINED,
    };

    private static IEnumerable<JsonElement> Each(JsonElement json, string name) =>
        json.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    private static string? FirstText(JsonElement json, string name) =>
        Each(json, name).Select(one => one.GetString()).FirstOrDefault();

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
