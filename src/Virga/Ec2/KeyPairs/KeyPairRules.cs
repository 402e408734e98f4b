using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.KeyPairs;

/// <summary>What CreateKeyPair and ImportKeyPair have in common.</summary>
internal static class KeyPairRules
{
    private const int MaxNameLength = 255;

    /// <summary>Stores a new key pair under a name that is free.</summary>
    public static KeyPairRow Put(
        Change change, string? name, SshPublicKey key, string fingerprint, List<TagSpecification>? tags)
    {
        CheckName(change, name);
        var pair = change.Put(new KeyPairRow(change.NewId("key"))
        {
            Name = name!,
            KeyType = key.KeyType == SshPublicKey.RsaName ? KeyType.Rsa : KeyType.Ed25519,
            Fingerprint = fingerprint,
            PublicKey = key.Line,
            CreateTime = change.Now,
        });
        change.TagNew(tags, ResourceType.KeyPair, pair.Id);
        return pair;
    }

    /// <summary>A name must be there, short, and not taken.</summary>
    public static void CheckName(WorldView at, string? name)
    {
        if (string.IsNullOrEmpty(name)) throw CommonErrors.MissingParameter("KeyName");
        if (name.Length > MaxNameLength)
            throw CommonErrors.InvalidParameterValue("Key Names have a maximum length of 255 characters.");
        if (KeyPairRow.FindByName(at, name) is not null)
            throw new AwsException("InvalidKeyPair.Duplicate", $"The keypair '{name}' already exists.");
    }
}
