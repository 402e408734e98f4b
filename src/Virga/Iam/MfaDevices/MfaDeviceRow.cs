using Virga.State;

namespace Virga.Iam.MfaDevices;

/// <summary>A virtual device for one-time codes. The id of the row is its serial number, which is an ARN.</summary>
internal sealed record MfaDeviceRow(string Id) : Row(Id), IRow<MfaDeviceRow>
{
    public static RowKind<MfaDeviceRow> Kind { get; } = new("iam-mfa-device")
    {
        NotFound = id => IamErrors.NoSuchEntity($"VirtualMFADevice with serial number {id} doesn't exist."),
    };

    public static readonly Index<MfaDeviceRow> ByUser = Kind.Index(row => row.UserName);

    /// <summary>64 characters of base32, as authenticator programs take them.</summary>
    public required string Seed { get; init; }

    /// <summary>Whose it is; null while nobody enabled it.</summary>
    public string? UserName { get; init; }

    public DateTimeOffset? EnableDate { get; init; }

    /// <summary>How many steps of 30 seconds its clock is ahead of ours.</summary>
    public long Drift { get; init; }

    /// <summary>The step of the newest code that was taken: none is taken twice.</summary>
    public long LastStep { get; init; }

    public IReadOnlyList<IamTag> Tags { get; init; } = [];

    /// <summary>The device of a user, or NoSuchEntity.</summary>
    public static MfaDeviceRow GetOf(WorldView at, string user, string? serial) =>
        at.Find<MfaDeviceRow>(serial) is { } row && row.UserName == user
            ? row
            : throw IamErrors.NoSuchEntity($"MFA Device with serial number {serial} does not exist for user {user}.");

    /// <summary>Never the record's own text, which would hold the seed.</summary>
    public override string ToString() => $"MfaDeviceRow {Id}";
}
