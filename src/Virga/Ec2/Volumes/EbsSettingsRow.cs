using System.Security.Cryptography;
using System.Text;
using Virga.State;

namespace Virga.Ec2.Volumes;

/// <summary>What an account wants of its volumes and snapshots in a region.</summary>
internal sealed record EbsSettingsRow() : Row(TheOne), IRow<EbsSettingsRow>
{
    /// <summary>There is one row a region.</summary>
    public const string TheOne = "account";

    /// <summary>The key that AWS keeps for EBS in each account.</summary>
    public const string DefaultKeyAlias = "alias/aws/ebs";

    public static RowKind<EbsSettingsRow> Kind { get; } = new("ebs-settings");

    public bool IsEncryptedByDefault { get; init; }

    /// <summary>The account's own default key, or null for AWS's.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary><c>unblocked</c>, <c>block-new-sharing</c> or <c>block-all-sharing</c>.</summary>
    public string SnapshotPublicAccess { get; init; } = "unblocked";

    public static EbsSettingsRow Of(WorldView at) => at.Find<EbsSettingsRow>(TheOne) ?? new();

    /// <summary>The key of an encrypted volume: the one asked for, the account's default, or AWS's own.</summary>
    public static string KeyFor(WorldView at, string? asked) => asked ?? Of(at).KmsKeyId ?? AwsKey(at);

    /// <summary>The ARN of AWS's key: a made-up id that is the same for an account and region for ever.</summary>
    private static string AwsKey(WorldView at)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{DefaultKeyAlias} {at.Account} {at.Region}"));
        return $"arn:aws:kms:{at.Region}:{at.Account}:key/{new Guid(hash.AsSpan(0, 16))}";
    }
}
