using System.Text;

namespace Virga.Docker.Init.UserData;

/// <summary>
/// One entity of a MIME message: its headers and its decoded body. Bytes are read as Latin-1, so that none is lost.
/// (RFC 2045, RFC 2046; user data uses a small part of both.)
/// </summary>
internal sealed class MimeMessage
{
    private readonly Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
    private readonly string body;

    private MimeMessage(string text)
    {
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        var end = lines.IndexOf("\n\n", StringComparison.Ordinal);
        var head = end < 0 ? lines : lines[..end];
        body = end < 0 ? "" : lines[(end + 2)..];
        var name = "";
        foreach (var line in head.Split('\n'))
        {
            if (line.StartsWith(' ') || line.StartsWith('\t'))
            {
                if (name.Length > 0) headers[name] += " " + line.Trim();
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0) continue;
            name = line[..colon].Trim();
            headers[name] = line[(colon + 1)..].Trim();
        }
    }

    /// <summary>The media type in small letters; a message that names none is plain text (RFC 2045, 5.2).</summary>
    public string ContentType =>
        headers.GetValueOrDefault("Content-Type", "text/plain").Split(';')[0].Trim().ToLowerInvariant();

    /// <summary>The name for a file, or null.</summary>
    public string? FileName => Parameter("Content-Disposition", "filename") ?? Parameter("Content-Type", "name");

    /// <summary>A header's value, or null.</summary>
    public string? Header(string name) => headers.GetValueOrDefault(name);

    /// <summary>Whether a text begins as a message does, rather than with content of its own.</summary>
    public static bool IsMessage(ReadOnlySpan<byte> bytes)
    {
        var start = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 64)]);
        return start.StartsWith("Content-Type:", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("MIME-Version:", StringComparison.OrdinalIgnoreCase);
    }

    public static MimeMessage Read(ReadOnlySpan<byte> bytes) => new(Encoding.Latin1.GetString(bytes));

    /// <summary>The entities of a multipart message; none when it has no boundary.</summary>
    public IEnumerable<MimeMessage> Parts()
    {
        if (Parameter("Content-Type", "boundary") is not { Length: > 0 } boundary) yield break;
        var delimiter = "\n--" + boundary;
        var pieces = ("\n" + body).Split(delimiter);
        foreach (var piece in pieces.Skip(1))
        {
            if (piece.StartsWith("--", StringComparison.Ordinal)) yield break;
            var line = piece.IndexOf('\n', StringComparison.Ordinal);
            if (line >= 0) yield return new(piece[(line + 1)..]);
        }
    }

    /// <summary>The body without its transfer encoding.</summary>
    /// <exception cref="FormatException">It is not encoded as it says.</exception>
    public byte[] Content() => Header("Content-Transfer-Encoding")?.ToLowerInvariant() switch
    {
        "base64" => Convert.FromBase64String(body),
        "quoted-printable" => QuotedPrintable(body),
        _ => Encoding.Latin1.GetBytes(body),
    };

    private string? Parameter(string header, string name)
    {
        if (!headers.TryGetValue(header, out var value)) return null;
        foreach (var part in value.Split(';').Skip(1))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && part[..equals].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
                return part[(equals + 1)..].Trim().Trim('"');
        }

        return null;
    }

    private static byte[] QuotedPrintable(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '=')
            {
                bytes.Add((byte)text[at]);
                continue;
            }

            if (at + 1 < text.Length && text[at + 1] == '\n')
            {
                at++;
                continue;
            }

            if (at + 2 >= text.Length) throw new FormatException("an escape is cut off");
            bytes.Add(Convert.FromHexString(text.AsSpan(at + 1, 2))[0]);
            at += 2;
        }

        return [.. bytes];
    }
}
