using System.Text;

namespace Virga.Bench;

/// <summary>A call of EC2's query protocol as the bytes that go over the wire, made once and sent many times.</summary>
internal static class Ec2Request
{
    // Neither server checks signatures unless told to; the scope is what they route by.
    private const string Authorization = "AWS4-HMAC-SHA256 "
        + "Credential=123456789012/20260101/us-east-1/ec2/aws4_request, SignedHeaders=host;x-amz-date, "
        + "Signature=0000000000000000000000000000000000000000000000000000000000000000";

    public static byte[] Of(string action, params (string Name, string Value)[] parameters)
    {
        var body = $"Action={action}&Version=2016-11-15"
            + string.Concat(parameters.Select(pair => $"&{pair.Name}={Uri.EscapeDataString(pair.Value)}"));
        return Encoding.ASCII.GetBytes("POST / HTTP/1.1\r\nHost: ec2.us-east-1.amazonaws.com\r\n"
            + "Content-Type: application/x-www-form-urlencoded; charset=utf-8\r\nX-Amz-Date: 20260101T000000Z\r\n"
            + $"Authorization: {Authorization}\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }
}
