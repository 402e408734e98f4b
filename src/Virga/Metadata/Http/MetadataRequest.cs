using System.Buffers.Text;

namespace Virga.Metadata.Http;

/// <summary>How far the bytes at hand go.</summary>
internal enum ParseResult
{
    /// <summary>A whole request.</summary>
    Done,

    /// <summary>More bytes are needed.</summary>
    Incomplete,

    /// <summary>Not a request that is understood: 400, and the connection ends.</summary>
    Malformed,

    /// <summary>A body larger than <see cref="MetadataRequest.MaxBody"/>: 413, and the connection ends.</summary>
    TooLarge,
}

/// <summary>
/// One HTTP/1.x request, as slices of the receive buffer: what this service looks at and nothing else.
/// </summary>
internal ref struct MetadataRequest
{
    /// <summary>The most bytes of request line and headers (EC2 answers 4xx far below; Go's limit is 1 MiB).</summary>
    public const int MaxHead = 16 * 1024;

    /// <summary>The most bytes of a body; only the control interface has use for one.</summary>
    public const int MaxBody = 256 * 1024;

    public ReadOnlySpan<byte> Method;

    /// <summary>The path, still percent-encoded, without the query.</summary>
    public ReadOnlySpan<byte> Path;

    public ReadOnlySpan<byte> Query;

    /// <summary>X-aws-ec2-metadata-token.</summary>
    public ReadOnlySpan<byte> Token;

    /// <summary>X-aws-ec2-metadata-token-ttl-seconds.</summary>
    public ReadOnlySpan<byte> TokenTtl;

    public ReadOnlySpan<byte> Body;

    public bool HasToken;

    public bool HasForwardedFor;

    public bool KeepsAlive;

    /// <summary>Bytes of the buffer that the request took.</summary>
    public int Length;

    private int _bodyLength;

    public readonly bool IsGet => Method.SequenceEqual("GET"u8);

    public readonly bool IsHead => Method.SequenceEqual("HEAD"u8);

    public readonly bool IsPut => Method.SequenceEqual("PUT"u8);

    /// <summary>Reads the first request in the buffer.</summary>
    public static ParseResult Parse(ReadOnlySpan<byte> buffer, out MetadataRequest request)
    {
        request = default;
        var at = 0;
        while (at < buffer.Length && buffer[at] is (byte)'\r' or (byte)'\n') at++;
        if (!TakeLine(buffer, ref at, out var line)) return Shortage(buffer);
        if (!request.ReadRequestLine(line)) return ParseResult.Malformed;
        while (true)
        {
            if (!TakeLine(buffer, ref at, out line)) return Shortage(buffer);
            if (line.IsEmpty) break;
            if (!request.ReadHeader(line)) return ParseResult.Malformed;
        }

        if (at > MaxHead) return ParseResult.Malformed;
        if (request._bodyLength > MaxBody) return ParseResult.TooLarge;
        if (buffer.Length - at < request._bodyLength) return ParseResult.Incomplete;
        request.Body = buffer.Slice(at, request._bodyLength);
        request.Length = at + request._bodyLength;
        return ParseResult.Done;
    }

    private static ParseResult Shortage(ReadOnlySpan<byte> buffer) =>
        buffer.Length > MaxHead ? ParseResult.Malformed : ParseResult.Incomplete;

    private static bool TakeLine(ReadOnlySpan<byte> buffer, scoped ref int at, out ReadOnlySpan<byte> line)
    {
        var rest = buffer[at..];
        var end = rest.IndexOf((byte)'\n');
        line = default;
        if (end < 0) return false;
        at += end + 1;
        line = rest[..end];
        if (line.EndsWith("\r"u8)) line = line[..^1];
        return true;
    }

    private bool ReadRequestLine(ReadOnlySpan<byte> line)
    {
        var first = line.IndexOf((byte)' ');
        var last = line.LastIndexOf((byte)' ');
        if (first <= 0 || last <= first) return false;
        Method = line[..first];
        var target = line[(first + 1)..last].Trim((byte)' ');
        var version = line[(last + 1)..];
        if (!version.StartsWith("HTTP/1."u8) || version.Length != 8) return false;
        KeepsAlive = version[7] != '0';
        return ReadTarget(target);
    }

    private bool ReadTarget(ReadOnlySpan<byte> target)
    {
        // The absolute form, which proxies and some test tools send.
        if (target.StartsWith("http://"u8))
        {
            var slash = target[7..].IndexOf((byte)'/');
            target = slash < 0 ? "/"u8 : target[(7 + slash)..];
        }

        if (target.IsEmpty || (target[0] != '/' && !target.SequenceEqual("*"u8))) return false;
        var query = target.IndexOf((byte)'?');
        Path = query < 0 ? target : target[..query];
        Query = query < 0 ? default : target[(query + 1)..];
        return !Path.ContainsAnyInRange((byte)0, (byte)' ');
    }

    private bool ReadHeader(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon <= 0 || line[..colon].IndexOfAny((byte)' ', (byte)'\t') >= 0) return false;
        var name = line[..colon];
        switch (name[0] | 0x20)
        {
            case 'x':
                ReadExtension(name, Trim(line[(colon + 1)..]));
                return true;
            case 'c':
                return ReadConnection(name, Trim(line[(colon + 1)..]));
            case 't' when Is(name, "transfer-encoding"u8):
                return false;
            default:
                return true;
        }
    }

    private void ReadExtension(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (Is(name, "x-aws-ec2-metadata-token"u8))
        {
            Token = value;
            HasToken = true;
        }
        else if (Is(name, "x-aws-ec2-metadata-token-ttl-seconds"u8))
        {
            TokenTtl = value;
        }
        else if (Is(name, "x-forwarded-for"u8))
        {
            HasForwardedFor = true;
        }
    }

    private bool ReadConnection(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (Is(name, "connection"u8))
        {
            if (Is(value, "close"u8)) KeepsAlive = false;
            else if (Is(value, "keep-alive"u8)) KeepsAlive = true;
        }
        else if (Is(name, "content-length"u8))
        {
            if (!Utf8Parser.TryParse(value, out _bodyLength, out var used) || used != value.Length || _bodyLength < 0)
                return false;
        }

        return true;
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> value) => value.Trim(" \t"u8);

    private static bool Is(ReadOnlySpan<byte> value, ReadOnlySpan<byte> lower) =>
        System.Text.Ascii.EqualsIgnoreCase(value, lower);
}
