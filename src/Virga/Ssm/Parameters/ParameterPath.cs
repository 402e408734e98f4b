namespace Virga.Ssm.Parameters;

/// <summary>Hierarchies of parameters.</summary>
internal static class ParameterPath
{
    public static bool IsBelow(ParameterRow row, string path) =>
        row.Id.StartsWith(path.TrimEnd('/') + "/", StringComparison.Ordinal);

    public static bool IsDirectlyBelow(ParameterRow row, string path) => row.Parent == path.TrimEnd('/');
}
