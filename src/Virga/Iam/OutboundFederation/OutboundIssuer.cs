using System.Security.Cryptography;

namespace Virga.Iam.OutboundFederation;

/// <summary>
/// What an account signs tokens for others with: its name as an issuer, and a key for each algorithm.
/// </summary>
/// <param name="Identifier">An https address of its own, as AWS makes them.</param>
/// <param name="RsaKey">PKCS #8, base64.</param>
/// <param name="CurveKey">PKCS #8 of a P-384 key, base64.</param>
/// <param name="IsEnabled">Whether tokens are given out; the name stays when they no longer are.</param>
internal sealed record OutboundIssuer(string Identifier, string RsaKey, string CurveKey, bool IsEnabled)
{
    private const int RsaBits = 2_048;

    /// <summary>New keys. They are the one thing here that no seed repeats.</summary>
    public static (string Rsa, string Curve) NewKeys()
    {
        using var rsa = RSA.Create(RsaBits);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        return (Convert.ToBase64String(rsa.ExportPkcs8PrivateKey()),
            Convert.ToBase64String(curve.ExportPkcs8PrivateKey()));
    }

    public RSA Rsa()
    {
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(Convert.FromBase64String(RsaKey), out _);
        return rsa;
    }

    public ECDsa Curve()
    {
        var curve = ECDsa.Create();
        curve.ImportPkcs8PrivateKey(Convert.FromBase64String(CurveKey), out _);
        return curve;
    }

    /// <summary>Never the record's own text, which would hold the keys.</summary>
    public override string ToString() => $"OutboundIssuer {Identifier}";
}
