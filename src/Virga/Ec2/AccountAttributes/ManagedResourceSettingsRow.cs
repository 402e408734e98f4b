using Virga.State;

namespace Virga.Ec2.AccountAttributes;

/// <summary>
/// Whether an account sees resources that AWS's own services run in it. There are none in Virga, so that lists are the
/// same either way.
/// </summary>
internal sealed record ManagedResourceSettingsRow() : Row(TheOne), IRow<ManagedResourceSettingsRow>
{
    /// <summary>There is one row an account.</summary>
    public const string TheOne = "account";

    /// <summary>The setting is the account's, whatever the region: it is kept in one.</summary>
    private const string HomeRegion = "us-east-1";

    public static RowKind<ManagedResourceSettingsRow> Kind { get; } = new("managed-resource-settings");

    /// <summary><c>hidden</c> or <c>visible</c>.</summary>
    public string DefaultVisibility { get; init; } = "visible";

    public static ManagedResourceSettingsRow Of(WorldView at) =>
        at.At(Home(at)).Find<ManagedResourceSettingsRow>(TheOne) ?? new();

    /// <summary>Where an account's setting is kept.</summary>
    public static Scope Home(WorldView at) => new(at.Account, HomeRegion);
}
