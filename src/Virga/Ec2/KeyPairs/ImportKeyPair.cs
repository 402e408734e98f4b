using System.Security.Cryptography;
using System.Text;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.KeyPairs;

/// <summary>Takes over a public key of the user's: an OpenSSH line, or a public key in PEM.</summary>
internal sealed class ImportKeyPair : IMutation<ImportKeyPairRequest, ImportKeyPairResult>
{
    public static ImportKeyPairResult Run(ImportKeyPairRequest input, Change change)
    {
        var key = Parse(input.PublicKeyMaterial ?? throw CommonErrors.MissingParameter("PublicKeyMaterial"));
        var row = KeyPairRules.Put(
            change, input.KeyName, key, key.ImportedFingerprint(), input.TagSpecifications);
        return new()
        {
            KeyName = row.Name,
            KeyPairId = row.Id,
            KeyFingerprint = row.Fingerprint,
            Tags = KeyPairView.Of(row, change).Tags,
        };
    }

    /// <summary>
    /// The CLI sends <c>file://</c> texts in base64 twice when told so; a text that decodes to a key is that key.
    /// </summary>
    private static SshPublicKey Parse(byte[] material)
    {
        var text = Encoding.UTF8.GetString(material).Trim();
        if (SshPublicKey.Parse(text) is { } key) return key;
        var decoded = new byte[text.Length];
        if (Convert.TryFromBase64String(text, decoded, out var length)
            && SshPublicKey.Parse(Encoding.UTF8.GetString(decoded, 0, length)) is { } inner) return inner;
        return FromPem(text)
            ?? throw new AwsException("InvalidKey.Format", "Key is not in valid OpenSSH public key format");
    }

    private static SshPublicKey? FromPem(string text)
    {
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(text);
            return SshPublicKey.Of(rsa);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            return null;
        }
    }
}
