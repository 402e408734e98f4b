using System.Globalization;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>
/// Which images an account lets itself use (EC2 User Guide, "Allowed AMIs"): its own always, others when a criterion
/// holds. In audit mode nothing is kept away, but it is shown.
/// </summary>
internal static class AllowedImages
{
    /// <summary>Whether a launch of the image goes on.</summary>
    public static bool MayUse(WorldView at, string imageId) =>
        ImageSettingsRow.Of(at).AllowedImagesState != AllowedImagesSettingsEnabledState.Enabled
        || KnownImage.Find(at, imageId) is not { } image || IsAllowed(at, image.Shape);

    /// <summary>Whether a list leaves the image out.</summary>
    public static bool IsHidden(WorldView at, Image image) =>
        ImageSettingsRow.Of(at).AllowedImagesState == AllowedImagesSettingsEnabledState.Enabled
        && !IsAllowed(at, image);

    /// <summary>Whether the criteria, if they were enforced, allow it.</summary>
    public static bool IsAllowed(WorldView at, Image image)
    {
        var settings = ImageSettingsRow.Of(at);
        return settings.AllowedImagesState == AllowedImagesSettingsDisabledState.Disabled
            || image.OwnerId == at.Account || settings.AllowedImages.Count == 0
            || settings.AllowedImages.Any(one => Holds(one, image, at));
    }

    private static bool Holds(ImageCriterionRequest one, Image image, WorldView at) =>
        IsAnyOrMatches(one.ImageProviders, provider => IsProvider(provider, image))
        && IsAnyOrMatches(one.ImageNames, name => Wildcard.IsMatch(name, image.Name ?? ""))
        && IsAnyOrMatches(one.MarketplaceProductCodes, code =>
            image.ProductCodes?.Exists(own => own.ProductCodeId == code) == true)
        && IsYoung(image.CreationDate, one.CreationDateCondition?.MaximumDaysSinceCreated, at)
        && IsYoung(image.DeprecationTime, one.DeprecationTimeCondition?.MaximumDaysSinceDeprecated, at);

    private static bool IsAnyOrMatches(List<string>? wanted, Predicate<string> matches) =>
        wanted is not { Count: > 0 } || wanted.Exists(matches);

    private static bool IsProvider(string provider, Image image) => provider switch
    {
        "none" => image.ImageOwnerAlias is null,
        "amazon" or "aws-marketplace" or "aws-backup-vault" => image.ImageOwnerAlias == provider,
        _ => image.OwnerId == provider,
    };

    private static bool IsYoung(string? since, int? mostDays, WorldView at) =>
        mostDays is not { } days || string.IsNullOrEmpty(since)
        || at.Now - DateTimeOffset.Parse(since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            <= TimeSpan.FromDays(days);
}
