using Virga.State;

namespace Virga.Ec2.Instances;

/// <summary>What an account wants of its instances in a region, beside their metadata options.</summary>
internal sealed record InstanceSettingsRow() : Row(TheOne), IRow<InstanceSettingsRow>
{
    /// <summary>There is one row a region.</summary>
    public const string TheOne = "account";

    public static RowKind<InstanceSettingsRow> Kind { get; } =
        new("instance-settings");

    public bool IsSerialConsoleEnabled { get; init; }

    /// <summary>Families whose new instances have standard credits: at first T2 alone.</summary>
    public IReadOnlyList<string> StandardCreditFamilies { get; init; } = ["t2"];

    /// <summary>Whether notifications of scheduled events are to carry all tags of their instance.</summary>
    public bool HasAllTagsInEvents { get; init; }

    /// <summary>The keys of the tags that they are to carry otherwise.</summary>
    public IReadOnlyList<string> EventTagKeys { get; init; } = [];

    public static InstanceSettingsRow Of(WorldView at) => at.Find<InstanceSettingsRow>(TheOne) ?? new();

    /// <summary><c>standard</c> or <c>unlimited</c>: what a launch has that does not say.</summary>
    public string CreditsOf(string family) => StandardCreditFamilies.Contains(family) ? "standard" : "unlimited";
}
