using System.Runtime.InteropServices;
using System.Text;

namespace Virga.Bench;

/// <summary>Figures as a table: a row for what was measured, a column for each server.</summary>
internal sealed class Report(IReadOnlyList<string> names)
{
    private readonly List<string> _rows = [];
    private readonly Dictionary<(string Row, string Name), string> _figures = [];

    public void Add(string row, Contender contender, string figure)
    {
        if (!_rows.Contains(row)) _rows.Add(row);
        _figures[(row, contender.Name)] = figure;
        Console.Error.WriteLine($"bench:   {row}: {figure}");
    }

    /// <summary>Whether anything could not be measured.</summary>
    public bool HasFailed { get; private set; }

    public void Fail(string why)
    {
        HasFailed = true;
        Console.Error.WriteLine($"bench: FAILED: {why}");
    }

    public string ToMarkdown()
    {
        var page = new StringBuilder();
        page.AppendLine("# Baseline").AppendLine();
        page.AppendLine($"Measured by `./virga bench` on {DateTime.UtcNow:yyyy-MM-dd}: {Machine()}.");
        page.AppendLine("Virga is the published native binary, moto its own `moto_server`; both in memory, with");
        page.AppendLine("simulated instances, asked by one program, one after the other. Several clients at once.");
        page.AppendLine().AppendLine($"| what | {string.Join(" | ", names)} |");
        page.AppendLine($"| --- |{string.Concat(names.Select(_ => " ---: |"))}");
        foreach (var row in _rows)
        {
            var figures = names.Select(name => _figures.GetValueOrDefault((row, name), "–"));
            page.AppendLine($"| {row} | {string.Join(" | ", figures)} |");
        }
        return page.ToString();
    }

    private static string Machine()
    {
        var model = File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(line => line.StartsWith("model name"))?.Split(':')[1].Trim();
        return $"{Environment.ProcessorCount} cores ({model ?? "unknown"}), {RuntimeInformation.OSDescription}";
    }
}
