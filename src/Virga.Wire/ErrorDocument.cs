using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Virga.Wire;

/// <summary>The document of an error, as each protocol writes it.</summary>
public static class ErrorDocument
{
    /// <summary>EC2: no type, no namespace, and <c>RequestID</c> in capitals.</summary>
    public static void WriteEc2(IBufferWriter<byte> output, string code, string message, string requestId)
    {
        var writer = new XmlResponse(output, requestId);
        writer.Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response><Errors><Error>"u8);
        writer.String("Code"u8, code);
        writer.String("Message"u8, message);
        writer.Raw("</Error></Errors>"u8);
        writer.String("RequestID"u8, requestId);
        writer.Raw("</Response>"u8);
    }

    /// <summary>IAM and STS. <paramref name="type"/> is <c>Sender</c> or <c>Receiver</c>.</summary>
    public static void WriteQuery(
        IBufferWriter<byte> output, string xmlNamespace, string type, string code, string message, string requestId)
    {
        var writer = new XmlResponse(output, requestId);
        writer.Raw("<ErrorResponse xmlns=\""u8);
        writer.Raw(Encoding.UTF8.GetBytes(xmlNamespace));
        writer.Raw("\"><Error>"u8);
        writer.String("Type"u8, type);
        writer.String("Code"u8, code);
        writer.String("Message"u8, message);
        writer.Raw("</Error>"u8);
        writer.String("RequestId"u8, requestId);
        writer.Raw("</ErrorResponse>"u8);
    }

    /// <summary>ECR and SSM: the type in the body; the request id is a header.</summary>
    public static void WriteJson(IBufferWriter<byte> output, string type, string? message)
    {
        using var writer = new Utf8JsonWriter(output, JsonOutput.Options);
        writer.WriteStartObject();
        writer.WriteString("__type"u8, type);
        writer.String("message"u8, message);
        writer.WriteEndObject();
    }
}
