using System.Text;

namespace Virga.Metadata.Http;

/// <summary>The Date header's line, made once a second.</summary>
internal sealed class HttpDate
{
    private sealed record Stamp(long Second, byte[] Line);

    private Stamp _current = new(-1, []);

    /// <summary>"Date: Sat, 21 Nov 2026 09:20:37 GMT" and the line's end.</summary>
    public byte[] LineAt(DateTimeOffset now)
    {
        var second = now.ToUnixTimeSeconds();
        var current = _current;
        if (current.Second == second) return current.Line;
        var line = Encoding.ASCII.GetBytes("Date: " + Format(now) + "\r\n");
        _current = new Stamp(second, line);
        return line;
    }

    /// <summary>The form of RFC 9110, always in GMT.</summary>
    public static string Format(DateTimeOffset time) => time.ToUniversalTime().ToString("R");
}
