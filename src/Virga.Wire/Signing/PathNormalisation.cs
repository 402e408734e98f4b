namespace Virga.Wire.Signing;

/// <summary>
/// Removes empty, "." and ".." segments (RFC 3986, section 5.2.4, and empty ones); a trailing slash stays.
/// </summary>
internal static class PathNormalisation
{
    public static string Normalise(string path)
    {
        if (!NeedsWork(path))
            return path;
        var kept = new List<string>();
        foreach (var segment in path.Split('/'))
        {
            if (segment is "" or ".")
                continue;
            if (segment != "..")
                kept.Add(segment);
            else if (kept.Count > 0)
                kept.RemoveAt(kept.Count - 1);
        }
        var trailing = kept.Count > 0 && path.EndsWith('/') ? "/" : "";
        return "/" + string.Join('/', kept) + trailing;
    }

    private static bool NeedsWork(string path) =>
        path[0] != '/' || path.Contains("//", StringComparison.Ordinal)
            || path.Contains("/.", StringComparison.Ordinal);
}
