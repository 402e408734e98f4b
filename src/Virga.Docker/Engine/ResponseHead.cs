using System.Globalization;
using System.Text;

namespace Virga.Docker.Engine;

/// <summary>Status line and headers of an HTTP/1.1 answer; a few of them decide how the body is read.</summary>
internal sealed class ResponseHead
{
    private readonly Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);

    public int Status { get; private init; }

    public string Reason { get; private init; } = "";

    public string? this[string name] => headers.GetValueOrDefault(name);

    public bool IsChunked => headers.TryGetValue("Transfer-Encoding", out var value)
        && value.EndsWith("chunked", StringComparison.OrdinalIgnoreCase);

    /// <summary>Bytes of the body, when the answer states them.</summary>
    public long? ContentLength => headers.TryGetValue("Content-Length", out var value)
        && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null;

    /// <summary>An answer to HEAD states the length of a body that does not come.</summary>
    public bool AnswersHead { get; set; }

    public bool HasNoBody => AnswersHead || Status is 101 or 204 or 304 || ContentLength == 0;

    /// <summary>Takes the bytes up to and without the empty line. Throws <see cref="InvalidDataException"/>.</summary>
    public static ResponseHead Parse(ReadOnlySpan<byte> bytes)
    {
        var lines = Encoding.Latin1.GetString(bytes).Split("\r\n");
        var parts = lines[0].Split(' ', 3);
        if (parts.Length < 2 || !parts[0].StartsWith("HTTP/1.", StringComparison.Ordinal)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var status))
            throw new InvalidDataException("The engine's answer is not HTTP/1.1.");
        var head = new ResponseHead { Status = status, Reason = parts.Length > 2 ? parts[2] : "" };
        foreach (var line in lines.AsSpan(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0) throw new InvalidDataException("The engine's answer has a malformed header.");
            head.headers[line[..colon]] = line[(colon + 1)..].Trim();
        }
        return head;
    }
}
