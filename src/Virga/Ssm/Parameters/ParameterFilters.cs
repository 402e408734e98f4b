using Virga.State;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Parameters;

/// <summary>
/// Filters of DescribeParameters and GetParametersByPath. Source: SSM API Reference, ParameterStringFilter.
/// </summary>
internal static class ParameterFilters
{
    /// <summary>Whether a row passes all filters.</summary>
    public static bool Fits(WorldView at, ParameterRow row, List<ParameterStringFilter>? filters) =>
        filters?.TrueForAll(filter => Fits(at, row, filter)) ?? true;

    private static bool Fits(WorldView at, ParameterRow row, ParameterStringFilter filter)
    {
        var values = filter.Values ?? [];
        var key = filter.Key ?? "";
        if (key == "Path") return FitsPath(row, filter.Option ?? "OneLevel", values);
        Func<string, bool> test = text => values.Exists(value => Compare(filter.Option ?? "Equals", text, value));
        return key switch
        {
            // The caller may leave the first slash out.
            "Name" => test(row.Name) || test(row.Id),
            "Type" => test(row.Latest.Type),
            "KeyId" => row.Latest.KeyId is { } id && test(id),
            "Tier" => test(row.Latest.Tier),
            "DataType" => test(row.Latest.DataType),
            "Label" => row.Versions.SelectMany(version => version.Labels).Any(test),
            _ when key.StartsWith("tag:", StringComparison.Ordinal) => FitsTag(at, row, key[4..], values),
            _ => throw SsmErrors.InvalidFilterKey(key),
        };
    }

    private static bool FitsPath(ParameterRow row, string option, List<string> paths) => option switch
    {
        "Recursive" => paths.Exists(path => ParameterPath.IsBelow(row, path)),
        "OneLevel" => paths.Exists(path => ParameterPath.IsDirectlyBelow(row, path)),
        _ => throw SsmErrors.InvalidFilterOption(option),
    };

    private static bool FitsTag(WorldView at, ParameterRow row, string key, List<string> values) =>
        at.Find<TagsRow>(row.Id)?.Tags.TryGetValue(key, out var value) == true
        && (values.Count == 0 || values.Contains(value));

    private static bool Compare(string option, string text, string value) => option switch
    {
        "Equals" => text == value,
        "BeginsWith" => text.StartsWith(value, StringComparison.Ordinal),
        "Contains" => text.Contains(value, StringComparison.Ordinal),
        _ => throw SsmErrors.InvalidFilterOption(option),
    };
}
