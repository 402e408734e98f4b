using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json;
using Virga.Wire;

namespace Virga.Service.Http;

/// <summary>Writes answers and errors in the protocol of a service.</summary>
internal static class ApiAnswer
{
    /// <summary>Stands for the request id in an answer that is kept for replay.</summary>
    private const string KeptRequestId = "00000000-0000-0000-0000-000000000000";

    private static readonly byte[] KeptRequestIdBytes = Encoding.ASCII.GetBytes(KeptRequestId);

    public static string ContentType(WireProtocol protocol) => protocol switch
    {
        WireProtocol.Json => "application/x-amz-json-1.1",
        WireProtocol.RestJson => "application/json",
        WireProtocol.Ec2Query => "text/xml;charset=UTF-8",
        _ => "text/xml",
    };

    /// <summary>Writes a result shape, or an answer that was given before.</summary>
    public static void Write(
        IBufferWriter<byte> body, ServiceApi api, Operation operation, object output, string requestId)
    {
        switch (output)
        {
            case Replay replay:
                WriteReplay(body, replay.Answer, requestId);
                break;
            case not null when api.IsJson:
                using (var json = new Utf8JsonWriter(body)) operation.WriteJson(output, json);
                break;
            default:
                operation.WriteXml(output!, new XmlResponse(body, requestId));
                break;
        }
    }

    /// <summary>The answer as it is kept for a client token.</summary>
    public static byte[] Keep(ServiceApi api, Operation operation, object output)
    {
        using var buffer = new AnswerBuffer();
        Write(buffer, api, operation, output, KeptRequestId);
        return Packing.Pack(buffer.Written.Span);
    }

    public static void WriteError(
        IBufferWriter<byte> body, ServiceApi? api, string code, string message, HttpStatusCode status, string requestId)
    {
        switch (api?.Protocol)
        {
            case WireProtocol.Json or WireProtocol.RestJson:
                ErrorDocument.WriteJson(body, code, message);
                break;
            case WireProtocol.Query:
                var type = (int)status >= 500 ? "Receiver" : "Sender";
                var space = $"https://{api.Name}.amazonaws.com/doc/{api.Version}/";
                ErrorDocument.WriteQuery(body, space, type, code, message, requestId);
                break;
            default:
                ErrorDocument.WriteEc2(body, code, message, requestId);
                break;
        }
    }

    private static void WriteReplay(IBufferWriter<byte> body, byte[] packed, string requestId)
    {
        var answer = Packing.Unpack(packed);
        var at = answer.AsSpan().IndexOf(KeptRequestIdBytes);
        if (at >= 0) Encoding.ASCII.GetBytes(requestId, answer.AsSpan(at));
        body.Write(answer);
    }
}
