using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Changes the criteria for images of others.</summary>
internal sealed class ReplaceImageCriteriaInAllowedImagesSettings
    : IMutation<ReplaceImageCriteriaInAllowedImagesSettingsRequest, ReplaceImageCriteriaInAllowedImagesSettingsResult>
{
    /// <summary>EC2 User Guide, "Allowed AMIs": ten criteria at most.</summary>
    private const int MaxCriteria = 10;

    public static ReplaceImageCriteriaInAllowedImagesSettingsResult Run(
        ReplaceImageCriteriaInAllowedImagesSettingsRequest input, Change change)
    {
        var criteria = input.ImageCriteria ?? [];
        if (criteria.Count > MaxCriteria)
            throw CommonErrors.InvalidParameterValue($"At most {MaxCriteria} image criteria may be specified.");
        change.Put(ImageSettingsRow.Of(change) with { AllowedImages = criteria });
        return new() { ReturnValue = true };
    }
}
