using Virga.Ec2.Tags;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.KeyPairs;

/// <summary>A key pair as AWS shows it.</summary>
internal static class KeyPairView
{
    public static KeyPairInfo Of(KeyPairRow row, WorldView at) => new()
    {
        KeyPairId = row.Id,
        KeyName = row.Name,
        KeyType = row.KeyType,
        KeyFingerprint = row.Fingerprint,
        CreateTime = row.CreateTime,
        Tags = at.TagsOf(row.Id),
    };
}
