using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Virga.Service;

namespace Virga.Iam.SshPublicKeys;

/// <summary>Reads RSA keys as users upload them, and writes them in both encodings.</summary>
internal static class SshPublicKeyText
{
    private const string Type = "ssh-rsa";

    /// <summary>The blob of an uploaded key: OpenSSH's form, or PEM.</summary>
    public static byte[] Parse(string text)
    {
        try
        {
            if (!text.StartsWith("-----BEGIN", StringComparison.Ordinal)) return ParseSsh(text);
            using var rsa = RSA.Create();
            rsa.ImportFromPem(text);
            return Blob(rsa.ExportParameters(includePrivateParameters: false));
        }
        catch (Exception fault) when (fault is FormatException or CryptographicException or ArgumentException)
        {
            throw Invalid();
        }
    }

    public static string Ssh(byte[] blob) => $"{Type} {Convert.ToBase64String(blob)}";

    /// <summary>The key as PEM.</summary>
    public static string Pem(string ssh)
    {
        var rest = ParseSsh(ssh).AsSpan();
        Read(ref rest);
        var exponent = Read(ref rest).ToArray();
        var modulus = Read(ref rest).TrimStart((byte)0).ToArray();
        using var rsa = RSA.Create(new RSAParameters { Exponent = exponent, Modulus = modulus });
        return rsa.ExportSubjectPublicKeyInfoPem();
    }

    public static string Fingerprint(byte[] blob)
    {
#pragma warning disable CA5351 // AWS shows MD5; nothing is secured by it.
        var hash = MD5.HashData(blob);
#pragma warning restore CA5351
        return string.Join(':', hash.Select(one => one.ToString("x2")));
    }

    private static byte[] ParseSsh(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length < 2 || parts[0] != Type) throw Invalid();
        var blob = Convert.FromBase64String(parts[1]);
        var rest = blob.AsSpan();
        if (!Read(ref rest).SequenceEqual("ssh-rsa"u8)) throw Invalid();
        Read(ref rest);
        Read(ref rest);
        return blob;
    }

    private static Span<byte> Read(ref Span<byte> rest)
    {
        if (rest.Length < 4) throw Invalid();
        var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        if (length > rest.Length - 4) throw Invalid();
        var part = rest.Slice(4, (int)length);
        rest = rest[(4 + (int)length)..];
        return part;
    }

    private static byte[] Blob(RSAParameters key)
    {
        using var blob = new MemoryStream();
        Write(blob, Encoding.ASCII.GetBytes(Type));
        Write(blob, Positive(key.Exponent!));
        Write(blob, Positive(key.Modulus!));
        return blob.ToArray();
    }

    private static byte[] Positive(byte[] number) => number[0] < 0x80 ? number : [0, .. number];

    private static void Write(MemoryStream blob, byte[] part)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
        blob.Write(length);
        blob.Write(part);
    }

    private static AwsException Invalid() => new("InvalidPublicKey", "Unable to parse public key.");
}
