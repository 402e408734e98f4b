using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Virga.Iam;
using Virga.Iam.OutboundFederation;
using Virga.Iam.Roles;
using Virga.State;

namespace Virga.Sts;

/// <summary>
/// A JSON Web Token of the account's own issuer. Claims: IAM User Guide, "Understanding token claims" of outbound
/// identity federation.
/// </summary>
internal sealed record OutboundToken(OutboundIssuer Issuer, string Algorithm)
{
    private const string OwnClaims = "https://sts.amazonaws.com/";

    /// <summary>The ARN of the user or role.</summary>
    public required string Subject { get; init; }

    public required IReadOnlyList<string> Audiences { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset Expires { get; init; }

    public required string Id { get; init; }

    public required string Account { get; init; }

    public required string Region { get; init; }

    public required IReadOnlyList<IamTag> Tags { get; init; }

    /// <summary>The role of a session rather than the session itself.</summary>
    public static string SubjectOf(WorldView home, Caller caller) =>
        TemporaryCredentials.Of(home, caller) is { RoleName: { } name } && home.Find<RoleRow>(name) is { } role
            ? RoleView.ArnOf(role, caller.Account)
            : caller.Arn;

    /// <summary>Header, claims and signature, each base64url, with dots between.</summary>
    public string Sign()
    {
        var isRsa = Algorithm == "RS256";
        var header = Part(json =>
        {
            json.WriteString("kid", isRsa ? IssuerKeys.RsaId : IssuerKeys.CurveId);
            json.WriteString("typ", "JWT");
            json.WriteString("alg", Algorithm);
        });
        var text = Encoding.ASCII.GetBytes($"{header}.{Part(WriteClaims)}");
        using var rsa = isRsa ? Issuer.Rsa() : null;
        using var curve = isRsa ? null : Issuer.Curve();
        var signature = rsa is null
            ? curve!.SignData(text, HashAlgorithmName.SHA384)
            : rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{Encoding.ASCII.GetString(text)}.{Base64Url.EncodeToString(signature)}";
    }

    private void WriteClaims(Utf8JsonWriter json)
    {
        json.WriteString("iss", Issuer.Identifier);
        json.WriteString("sub", Subject);
        if (Audiences.Count == 1) json.WriteString("aud", Audiences[0]);
        else
        {
            json.WriteStartArray("aud");
            foreach (var audience in Audiences) json.WriteStringValue(audience);
            json.WriteEndArray();
        }

        json.WriteNumber("iat", IssuedAt.ToUnixTimeSeconds());
        json.WriteNumber("exp", Expires.ToUnixTimeSeconds());
        json.WriteString("jti", Id);
        json.WriteStartObject(OwnClaims);
        json.WriteString("aws_account", Account);
        json.WriteString("source_region", Region);
        json.WriteString("principal_id", Subject);
        if (Tags.Count > 0)
        {
            json.WriteStartObject("request_tags");
            foreach (var tag in Tags) json.WriteString(tag.Key, tag.Value);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static string Part(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Base64Url.EncodeToString(buffer.WrittenSpan);
    }
}
