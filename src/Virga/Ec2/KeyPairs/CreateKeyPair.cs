using System.Security.Cryptography;
using Virga.Service;
using Virga.Wire.Ec2;

namespace Virga.Ec2.KeyPairs;

/// <summary>
/// Makes a real key pair and hands the private half out, once. An exchange, since keys come of the system's randomness
/// and must not hold up the writer.
/// </summary>
internal sealed class CreateKeyPair : IExchange<CreateKeyPairRequest, KeyPair>
{
    private const int RsaBits = 2_048;

    public static async ValueTask<KeyPair> RunAsync(
        CreateKeyPairRequest input, Session session, CancellationToken cancellation)
    {
        KeyPairRules.CheckName(session.Read(), input.KeyName);
        if (input.KeyFormat == KeyFormat.Ppk)
            throw new AwsException("UnsupportedOperation", "Virga hands out keys in the format pem only, not ppk.");
        var (key, fingerprint, material) = input.KeyType == KeyType.Ed25519 ? MakeEd25519() : MakeRsa();
        var row = await session.CommitAsync(change =>
            KeyPairRules.Put(change, input.KeyName, key, fingerprint, input.TagSpecifications)).ConfigureAwait(false);
        return new()
        {
            KeyName = row.Name,
            KeyPairId = row.Id,
            KeyFingerprint = row.Fingerprint,
            KeyMaterial = material,
            Tags = KeyPairView.Of(row, session.Read()).Tags,
        };
    }

    private static (SshPublicKey Key, string Fingerprint, string Material) MakeRsa()
    {
        using var rsa = RSA.Create(RsaBits);
        return (SshPublicKey.Of(rsa), SshPublicKey.CreatedFingerprint(rsa), rsa.ExportRSAPrivateKeyPem());
    }

    private static (SshPublicKey Key, string Fingerprint, string Material) MakeEd25519()
    {
        var seed = RandomNumberGenerator.GetBytes(32);
        var key = SshPublicKey.OfEd25519(Ed25519.PublicKey(seed));
        return (key, key.ImportedFingerprint(), Ed25519.PrivateKeyText(seed, RandomNumberGenerator.GetBytes(4)));
    }
}
