using System.Text;

namespace Virga.Metadata.Http;

/// <summary>Makes the path of a request the one that trees are keyed by.</summary>
internal static class PathCleaner
{
    /// <summary>The longest path that is looked up, in bytes: a tag key has 255 characters at most.</summary>
    public const int Longest = 1024;

    /// <summary>
    /// Removes doubled and trailing slashes (ec2-metadata asks for "latest//meta-data/ramdisk-id", ec2-instance-connect
    /// for "instance-id/") and percent-encoding. False when the path is too long or its encoding is broken.
    /// </summary>
    public static bool TryClean(ReadOnlySpan<byte> path, scoped Span<byte> scratch, out ReadOnlySpan<byte> clean)
    {
        clean = path;
        if (path.Length > Longest) return false;
        if (path.IndexOf((byte)'%') < 0 && path.IndexOf("//"u8) < 0)
        {
            if (path.Length > 1 && path[^1] == '/') clean = path[..^1];
            return true;
        }

        var length = 0;
        for (var i = 0; i < path.Length; i++)
        {
            var value = path[i];
            if (value == '%')
            {
                if (i + 2 >= path.Length || !TryHex(path.Slice(i + 1, 2), out value)) return false;
                i += 2;
            }

            if (value == '/' && length > 0 && scratch[length - 1] == '/') continue;
            scratch[length++] = value;
        }

        if (length > 1 && scratch[length - 1] == '/') length--;
        // The caller's scratch may not outlive its frame; what needed cleaning is rare enough for an array.
        clean = scratch[..length].ToArray();
        return true;
    }

    /// <summary>The path without "//", "." and "..", when it had any of them, and null otherwise; a slash at the end
    /// stays (gorilla/mux, which the mock uses, redirects so).</summary>
    public static byte[]? Redirect(ReadOnlySpan<byte> path)
    {
        if (path.IndexOf("//"u8) < 0 && path.IndexOf("/."u8) < 0) return null;
        var kept = new List<string>();
        foreach (var segment in Encoding.UTF8.GetString(path).Split('/'))
        {
            if (segment is "" or ".") continue;
            if (segment != "..") kept.Add(segment);
            else if (kept.Count > 0) kept.RemoveAt(kept.Count - 1);
        }

        var clean = "/" + string.Join('/', kept);
        if (path[^1] == '/' && clean.Length > 1) clean += "/";
        var bytes = Encoding.UTF8.GetBytes(clean);
        return path.SequenceEqual(bytes) ? null : bytes;
    }

    private static bool TryHex(ReadOnlySpan<byte> digits, out byte value) =>
        System.Buffers.Text.Utf8Parser.TryParse(digits, out value, out var used, 'x') && used == 2;
}
