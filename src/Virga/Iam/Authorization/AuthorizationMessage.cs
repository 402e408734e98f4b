using System.Buffers;
using System.Buffers.Text;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Virga.Iam.Evaluation;

namespace Virga.Iam.Authorization;

/// <summary>
/// The encoded explanation of a refusal. It is the explanation itself, compressed, so nothing is kept; AWS encrypts it,
/// which Virga does not need to. Shape: STS API Reference, DecodeAuthorizationMessage.
/// </summary>
internal static class AuthorizationMessage
{
    private const byte Mark = 0x56;

    /// <summary>No explanation is longer; a made-up message must not fill the memory.</summary>
    private const int MaxDecodedBytes = 256 * 1_024;

    public static string Encode(AuthorizationRequest request, PolicyDecision decision)
    {
        using var packed = new MemoryStream();
        packed.WriteByte(Mark);
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal))
            deflate.Write(Explain(request, decision));
        return Base64Url.EncodeToString(packed.ToArray());
    }

    /// <summary>The explanation as JSON, or null when the message is not one of ours.</summary>
    public static string? Decode(string message)
    {
        if (!Base64Url.IsValid(message)) return null;
        var bytes = Base64Url.DecodeFromChars(message);
        if (bytes.Length < 2 || bytes[0] != Mark) return null;
        try
        {
            using var deflate = new DeflateStream(new MemoryStream(bytes, 1, bytes.Length - 1),
                CompressionMode.Decompress);
            var text = new byte[MaxDecodedBytes];
            var length = deflate.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
            return length is 0 or MaxDecodedBytes ? null : Encoding.UTF8.GetString(text, 0, length);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static ReadOnlySpan<byte> Explain(AuthorizationRequest request, PolicyDecision decision)
    {
        var buffer = new ArrayBufferWriter<byte>(1_024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteBoolean("allowed", decision.IsAllowed);
            json.WriteBoolean("explicitDeny", decision.Outcome == PolicyOutcome.ExplicitDeny);
            WriteStatements(json, decision);
            json.WriteStartObject("failures");
            json.WriteStartArray("items");
            json.WriteEndArray();
            json.WriteEndObject();
            WriteContext(json, request);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan;
    }

    private static void WriteStatements(Utf8JsonWriter json, PolicyDecision decision)
    {
        json.WriteStartObject("matchedStatements");
        json.WriteStartArray("items");
        foreach (var matched in decision.Matched)
        {
            json.WriteStartObject();
            json.WriteString("statementId", matched.Statement.Sid ?? "");
            json.WriteString("effect", matched.Statement.Effect == PolicyEffect.Deny ? "DENY" : "ALLOW");
            json.WriteString("sourcePolicyId", matched.Policy.Id);
            json.WriteString("sourcePolicyType", matched.Layer.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteContext(Utf8JsonWriter json, AuthorizationRequest request)
    {
        json.WriteStartObject("context");
        json.WriteStartObject("principal");
        json.WriteString("id", request.Principal.UniqueId ?? request.Principal.Account);
        json.WriteString("arn", request.Principal.Arn);
        json.WriteEndObject();
        json.WriteString("action", request.Action);
        json.WriteString("resource", request.Resource);
        json.WriteStartObject("conditions");
        json.WriteStartArray("items");
        foreach (var (key, values) in request.Context.All)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WriteStartObject("values");
            json.WriteStartArray("items");
            foreach (var value in values)
            {
                json.WriteStartObject();
                json.WriteString("value", value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
