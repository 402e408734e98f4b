using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Shows which images of others the account allows itself.</summary>
internal sealed class GetAllowedImagesSettings
    : IQuery<GetAllowedImagesSettingsRequest, GetAllowedImagesSettingsResult>
{
    public static GetAllowedImagesSettingsResult Run(GetAllowedImagesSettingsRequest input, WorldView at)
    {
        var settings = ImageSettingsRow.Of(at);
        return new()
        {
            State = settings.AllowedImagesState,
            ManagedBy = ManagedBy.Account,
            ImageCriteria =
            [
                .. settings.AllowedImages.Select(one => new ImageCriterion
                {
                    ImageProviders = one.ImageProviders,
                    ImageNames = one.ImageNames,
                    MarketplaceProductCodes = one.MarketplaceProductCodes,
                    CreationDateCondition = one.CreationDateCondition is not { } created ? null : new()
                    {
                        MaximumDaysSinceCreated = created.MaximumDaysSinceCreated,
                    },
                    DeprecationTimeCondition = one.DeprecationTimeCondition is not { } deprecated ? null : new()
                    {
                        MaximumDaysSinceDeprecated = deprecated.MaximumDaysSinceDeprecated,
                    },
                }),
            ],
        };
    }
}
