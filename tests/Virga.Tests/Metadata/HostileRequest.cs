using System.Text;

namespace Virga.Tests.Metadata;

/// <summary>A request, or what somebody who wants harm takes for one; from a seed.</summary>
internal static class HostileRequest
{
    private static readonly string[] Pieces =
    [
        "GET ", "PUT ", "HEAD ", "/latest/meta-data/", "/latest/api/token", "/", "//", "..", "%2e", "%", "%zz", "?a=b",
        " HTTP/1.1", " HTTP/1.0", " HTTP/9", "\r\n", "\n", "\r", "\r\n\r\n", "X-aws-ec2-metadata-token: ", "a:b", ":",
        "X-aws-ec2-metadata-token-ttl-seconds: 60", "Content-Length: 3", "Content-Length: -1", "abc", "\0", "\u00ff",
        "Content-Length: 999999\r\n", "Transfer-Encoding: chunked", "X-Forwarded-For: 1.2.3.4", "Connection: close",
        new string('x', 2000), " ", "\t", "AQAEAA==", "instance-id", "public-keys/0/", "*", "http://h/latest",
    ];

    public static byte[] Make(Random random)
    {
        var text = new StringBuilder(random.Next(2) == 0 ? "GET /latest/" : "");
        for (var i = random.Next(12); i >= 0; i--) text.Append(Pieces[random.Next(Pieces.Length)]);
        if (random.Next(2) == 0) text.Append(" HTTP/1.1\r\n\r\n");
        var bytes = Encoding.Latin1.GetBytes(text.ToString());
        if (random.Next(4) == 0 && bytes.Length > 0) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }
}
