namespace Virga.Ssm.Parameters;

/// <summary>Labels of versions. Rules: Systems Manager User Guide, "Working with parameter labels".</summary>
internal static class ParameterLabels
{
    private const int MaxLabels = 10;
    private const int MaxLength = 100;

    public static bool IsValid(string label) =>
        label.Length is > 0 and <= MaxLength && !char.IsAsciiDigit(label[0])
        && !label.StartsWith("aws", StringComparison.OrdinalIgnoreCase)
        && !label.StartsWith("ssm", StringComparison.OrdinalIgnoreCase)
        && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    /// <summary>Puts labels on one version, taking them from others: a label stands once.</summary>
    public static ParameterRow Move(ParameterRow row, long version, IReadOnlyList<string> labels)
    {
        var versions = row.Versions.Select(one => one with
        {
            Labels = one.Version == version
                ? [.. one.Labels.Union(labels)]
                : [.. one.Labels.Except(labels)],
        }).ToList();
        return versions.Exists(one => one.Labels.Count > MaxLabels)
            ? throw SsmErrors.TooManyLabels()
            : row with { Versions = versions };
    }

    /// <summary>The version that a request means, or the latest.</summary>
    public static ParameterVersion Version(ParameterRow row, long? version) => version is null
        ? row.Latest
        : row.Versions.FirstOrDefault(one => one.Version == version)
            ?? throw SsmErrors.VersionNotFound($"{version}", row.Name);
}
