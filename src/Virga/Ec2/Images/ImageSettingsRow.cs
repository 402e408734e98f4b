using Virga.State;

namespace Virga.Ec2.Images;

/// <summary>What an account wants of its images in a region.</summary>
internal sealed record ImageSettingsRow() : Row(TheOne), IRow<ImageSettingsRow>
{
    /// <summary>There is one row a region.</summary>
    public const string TheOne = "account";

    public static RowKind<ImageSettingsRow> Kind { get; } =
        new("image-settings");

    /// <summary>Whether new public sharing is refused, as AWS does for accounts since October 2023.</summary>
    public bool IsPublicAccessBlocked { get; init; } = true;

    public static ImageSettingsRow Of(WorldView at) => at.Find<ImageSettingsRow>(TheOne) ?? new();
}
