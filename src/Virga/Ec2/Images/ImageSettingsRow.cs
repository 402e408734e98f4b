using Virga.State;
using Virga.Wire.Ec2;

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

    /// <summary><c>disabled</c>, <c>audit-mode</c> or <c>enabled</c>.</summary>
    public string AllowedImagesState { get; init; } = "disabled";

    /// <summary>What images of others must be to be allowed; one criterion suffices.</summary>
    public IReadOnlyList<ImageCriterionRequest> AllowedImages { get; init; } = [];

    /// <summary>Images that Windows is to launch fast of.</summary>
    public IReadOnlyList<FastLaunch> FastLaunches { get; init; } = [];

    public static ImageSettingsRow Of(WorldView at) => at.Find<ImageSettingsRow>(TheOne) ?? new();
}
