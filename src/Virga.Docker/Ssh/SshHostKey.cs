using System.Security.Cryptography;

namespace Virga.Docker.Ssh;

/// <summary>What a machine proves to be itself with: an ECDSA key on NIST's P-256 (RFC 5656).</summary>
internal sealed class SshHostKey : IDisposable
{
    public const string Algorithm = "ecdsa-sha2-nistp256";

    private const string Curve = "nistp256";

    private readonly ECDsa key;

    private SshHostKey(ECDsa key)
    {
        this.key = key;
        Blob = new SshWriter().Text(Algorithm).Text(Curve).Field(PointOf(key.ExportParameters(false).Q)).ToArray();
    }

    /// <summary>The public half as ssh sends it.</summary>
    public byte[] Blob { get; }

    public static SshHostKey Make() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <exception cref="ArgumentException">It is no key of this kind.</exception>
    public static SshHostKey FromPem(string pem)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return new(key);
    }

    /// <summary>The private half, as it is kept.</summary>
    public string ToPem() => key.ExportPkcs8PrivateKeyPem();

    /// <summary>A signature as ssh sends it.</summary>
    public byte[] Sign(byte[] data)
    {
        var pair = key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        var half = pair.Length / 2;
        var value = new SshWriter().Integer(pair.AsSpan(0, half)).Integer(pair.AsSpan(half));
        return new SshWriter().Text(Algorithm).Field(value.Written.Span).ToArray();
    }

    /// <summary>A point as bytes: 4, x, y (SEC 1, section 2.3.3, uncompressed).</summary>
    public static byte[] PointOf(ECPoint point) => [4, .. point.X!, .. point.Y!];

    /// <exception cref="SshException">It is no uncompressed point.</exception>
    public static ECPoint PointOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 3 || bytes[0] != 4 || bytes.Length % 2 == 0) throw new SshException("this is no point");
        var half = bytes.Length / 2;
        return new() { X = bytes[1..(half + 1)].ToArray(), Y = bytes[(half + 1)..].ToArray() };
    }

    public void Dispose() => key.Dispose();
}
