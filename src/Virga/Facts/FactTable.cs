using System.IO.Compression;
using System.Text;

namespace Virga.Facts;

/// <summary>
/// A table of facts that is embedded in this assembly: tab-separated text, column names first, rows sorted by their
/// first column in ordinal order. It is read on first use and searched in place, so a lookup makes one row and keeps
/// nothing. The tables are written by <c>eng/catalogue.py</c>; <c>docs/catalogue.md</c> names their sources.
/// </summary>
/// <param name="resource">The resource's name; one that ends in <c>.br</c> is compressed with brotli.</param>
internal sealed class FactTable(string resource)
{
    private readonly Lazy<byte[]> _bytes = new(() => Read(resource));

    /// <summary>The column names.</summary>
    public string Header => Text(LineAt(0));

    /// <summary>The row whose first cell is <paramref name="key"/>, or null.</summary>
    public string? Find(string key)
    {
        Span<byte> wanted = stackalloc byte[256];
        if (!Encoding.UTF8.TryGetBytes(key, wanted, out var length) || length == 0) return null;
        var at = LowerBound(wanted[..length]);
        if (at >= _bytes.Value.Length) return null;
        var line = LineAt(at);
        return Key(line).SequenceEqual(wanted[..length]) ? Text(line) : null;
    }

    /// <summary>How many rows come before that of a key, without making any of them; -1 for a key of no row.</summary>
    public int IndexOf(string key)
    {
        Span<byte> wanted = stackalloc byte[256];
        if (!Encoding.UTF8.TryGetBytes(key, wanted, out var length) || length == 0) return -1;
        var at = LowerBound(wanted[..length]);
        var bytes = _bytes.Value.AsSpan();
        if (at >= bytes.Length || !Key(LineAt(at)).SequenceEqual(wanted[..length])) return -1;
        return bytes[AfterHeader()..at].Count((byte)'\n');
    }

    /// <summary>All rows, in the order of their keys.</summary>
    public IEnumerable<string> Rows()
    {
        for (var at = AfterHeader(); at < _bytes.Value.Length; at += LineAt(at).Length + 1)
            yield return Text(LineAt(at));
    }

    /// <summary>The whole of an embedded resource, decompressed.</summary>
    /// <exception cref="InvalidOperationException">This assembly has no such resource.</exception>
    public static byte[] Read(string resource)
    {
        using var stream = typeof(FactTable).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly holds no resource named {resource}.");
        using var content = new MemoryStream((int)stream.Length);
        if (resource.EndsWith(".br", StringComparison.Ordinal))
        {
            using var brotli = new BrotliStream(stream, CompressionMode.Decompress);
            brotli.CopyTo(content);
        }
        else
        {
            stream.CopyTo(content);
        }
        return content.ToArray();
    }

    /// <summary>The start of the first line whose key is not less than <paramref name="wanted"/>.</summary>
    private int LowerBound(ReadOnlySpan<byte> wanted)
    {
        var bytes = _bytes.Value;
        var (low, high) = (AfterHeader(), bytes.Length);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            var start = bytes.AsSpan(low, middle - low).LastIndexOf((byte)'\n') + 1 + low;
            if (Key(LineAt(start)).SequenceCompareTo(wanted) < 0) low = start + LineAt(start).Length + 1;
            else high = start;
        }
        return low;
    }

    private int AfterHeader() => LineAt(0).Length + 1;

    private ReadOnlySpan<byte> LineAt(int start)
    {
        var rest = _bytes.Value.AsSpan(start);
        var end = rest.IndexOf((byte)'\n');
        return end < 0 ? rest : rest[..end];
    }

    private static ReadOnlySpan<byte> Key(ReadOnlySpan<byte> line)
    {
        var tab = line.IndexOf((byte)'\t');
        return tab < 0 ? line : line[..tab];
    }

    private static string Text(ReadOnlySpan<byte> line) => Encoding.UTF8.GetString(line);
}
