using Virga.Service;
using Virga.State;

namespace Virga.Ec2.KeyPairs;

/// <summary>A key pair. Only the public half is kept.</summary>
internal sealed record KeyPairRow(string Id) : Row(Id), IRow<KeyPairRow>
{
    public static RowKind<KeyPairRow> Kind { get; } = new("key-pair")
    {
        Prefix = "key",
        ResourceType = "key-pair",
        NotFound = id => new AwsException("InvalidKeyPair.NotFound", $"The key pair ID '{id}' does not exist"),
        Malformed = Ec2Errors.Malformed("InvalidKeyPairId", "key"),
    };

    /// <summary>Key pairs by name.</summary>
    public static Index<KeyPairRow> ByName { get; } = Kind.Index(key => key.Name);

    public required string Name { get; init; }

    /// <summary><c>rsa</c> or <c>ed25519</c>.</summary>
    public required string KeyType { get; init; }

    public required string Fingerprint { get; init; }

    /// <summary>OpenSSH's one-line form, without a comment.</summary>
    public required string PublicKey { get; init; }

    public required DateTimeOffset CreateTime { get; init; }

    /// <summary>The key pair of this name, or null.</summary>
    public static KeyPairRow? FindByName(WorldView at, string name) =>
        at.Rows<KeyPairRow>().By(ByName, name).FirstOrDefault();
}
