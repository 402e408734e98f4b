namespace Virga.Server.Configuration;

/// <summary>
/// Variables that are set and have no effect: misspelled ones of ours, and those of other emulators that mean nothing
/// here. Said at start, since nothing else would say it.
/// </summary>
internal static class VariableWarnings
{
    /// <summary>How many letters a misspelling may be off by.</summary>
    private const int MaxDistance = 4;

    private const string Ours = "VIRGA_";
    private const string Page = "docs/configuration.md";

    /// <summary>Of the developer commands, which start servers with their own environment.</summary>
    private static readonly string[] OfDevelopers =
        ["VIRGA_CONFIG", "VIRGA_STATE", "VIRGA_PUBLISHED", "VIRGA_TIDY_ROOT", "VIRGA_DEBIAN_SUITE"];

    private static readonly string[] DeveloperPrefixes =
        ["VIRGA_DEBIAN_", "VIRGA_TEST_", "VIRGA_BENCH_", "VIRGA_STORM_", "VIRGA_CRASH_"];

    public static List<string> Of(IReadOnlyDictionary<string, string> variables)
    {
        var known = Settings.All.SelectMany(setting => setting.Aliases.Prepend(setting.Variable)).ToHashSet();
        var warnings = new List<string>();
        foreach (var (name, value) in variables.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (known.Contains(name) || OfDevelopers.Contains(name)) continue;
            if (Settings.NotSupported.FirstOrDefault(one => one.Variable == name) is { Variable: not null } foreign)
            {
                if (!value.Equals(foreign.Harmless, StringComparison.OrdinalIgnoreCase))
                    warnings.Add($"{name} is set and has no effect: {foreign.Reason}.");
            }
            else if (name.StartsWith(Ours, StringComparison.Ordinal)
                && !Array.Exists(DeveloperPrefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                warnings.Add(Nearest(name, known) is { } nearest
                    ? $"{name} is set and no setting; is {nearest} meant?"
                    : $"{name} is set and no setting; {Page} lists all.");
            }
            else if (name.StartsWith("FLOCI_", StringComparison.Ordinal))
            {
                warnings.Add($"{name} is set and has no effect: Virga does not know it; {Page} lists those it knows.");
            }
        }

        return warnings;
    }

    private static string? Nearest(string name, HashSet<string> known)
    {
        var (nearest, least) = ((string?)null, MaxDistance + 1);
        foreach (var one in known.Order(StringComparer.Ordinal))
        {
            var distance = Distance(name, one);
            if (distance < least) (nearest, least) = (one, distance);
        }

        return nearest;
    }

    /// <summary>Levenshtein's: letters to add, drop or change.</summary>
    private static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
