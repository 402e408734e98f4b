using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Virga.Iam.Accounts;
using Virga.Service.Control;
using Virga.State;

namespace Virga.Iam.OutboundFederation;

/// <summary>
/// The public keys of an account's issuer: <c>GET /_virga/oidc/123456789012/jwks.json</c>. AWS has them below the
/// issuer's own address, which leads to AWS and not here.
/// </summary>
internal sealed class IssuerKeys(Store store) : IControlRoute
{
    private const string Prefix = "/_virga/oidc/";
    private const string Suffix = "/jwks.json";

    /// <summary>The key for RS256.</summary>
    public const string RsaId = "RSA_0";

    /// <summary>The key for ES384.</summary>
    public const string CurveId = "EC384_0";

    public string Method => HttpMethods.Get;

    public bool Matches(string path) =>
        path.StartsWith(Prefix, StringComparison.Ordinal) && path.EndsWith(Suffix, StringComparison.Ordinal);

    public Task HandleAsync(HttpContext http)
    {
        var account = http.Request.Path.Value![Prefix.Length..^Suffix.Length];
        var home = store.World.At(new Scope(account, Scope.GlobalRegion)).Table<AccountRow>();
        if (home.Find(AccountRow.Only)?.Issuer is not { } issuer)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        http.Response.ContentType = "application/json";
        return http.Response.Body.WriteAsync(Write(issuer)).AsTask();
    }

    /// <summary>The keys of an account of this emulator that is the issuer; null when none is.</summary>
    public static ReadOnlyMemory<byte>? Of(World world, string identifier)
    {
        foreach (var (scope, partition) in world.Partitions)
        {
            if (scope.Region == Scope.GlobalRegion
                && partition.Table<AccountRow>().Find(AccountRow.Only)?.Issuer is { } issuer
                && issuer.Identifier == identifier)
                return Write(issuer);
        }

        return null;
    }

    /// <summary>A JSON Web Key Set. Source: RFC 7517, RFC 7518.</summary>
    public static ReadOnlyMemory<byte> Write(OutboundIssuer issuer)
    {
        using var rsa = issuer.Rsa();
        using var curve = issuer.Curve();
        var one = rsa.ExportParameters(includePrivateParameters: false);
        var other = curve.ExportParameters(includePrivateParameters: false);
        var buffer = new ArrayBufferWriter<byte>(1_024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("keys");
            WriteKey(json, "RSA", RsaId, "RS256", ("n", one.Modulus!), ("e", one.Exponent!), null);
            WriteKey(json, "EC", CurveId, "ES384", ("x", other.Q.X!), ("y", other.Q.Y!), "P-384");
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteKey(
        Utf8JsonWriter json, string type, string id, string algorithm, (string Name, byte[] Value) first,
        (string Name, byte[] Value) second, string? curve)
    {
        json.WriteStartObject();
        json.WriteString("kty", type);
        json.WriteString("kid", id);
        json.WriteString("use", "sig");
        json.WriteString("alg", algorithm);
        if (curve is not null) json.WriteString("crv", curve);
        json.WriteString(first.Name, Base64Url.EncodeToString(first.Value));
        json.WriteString(second.Name, Base64Url.EncodeToString(second.Value));
        json.WriteEndObject();
    }
}
