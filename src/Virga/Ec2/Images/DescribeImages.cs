using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>
/// Lists images: the caller's own, those shared with it, those of the host, and the catalogue's public ones.
/// </summary>
internal sealed class DescribeImages : IQuery<DescribeImagesRequest, DescribeImagesResult>
{
    private const string Self = "self";
    private const string Everybody = "all";

    public static DescribeImagesResult Run(DescribeImagesRequest input, WorldView at)
    {
        var known = input.ImageIds is { Count: > 0 } ids ? Named(ids, at) : Listed(input, at);
        var chosen = known.Where(image => IsOwned(image, input.Owners, at) && IsExecutable(image, input, at)
            && !AllowedImages.IsHidden(at, image.Shape));
        var isJudged = ImageSettingsRow.Of(at).AllowedImagesState != AllowedImagesSettingsDisabledState.Disabled;
        var shapes = chosen.Select(image => isJudged ? Judged(image.Shape, at) : image.Shape);
        var page = PageToken.Slice(ImageFilters.Apply(shapes, input.Filters), input.MaxResults, input.NextToken);
        return new() { Images = page.Items, NextToken = page.NextToken };
    }

    /// <summary>With whether the account's settings for allowed images take it, which a filter asks for.</summary>
    private static Image Judged(Image image, WorldView at)
    {
        image.ImageAllowed = AllowedImages.IsAllowed(at, image);
        return image;
    }

    private static IEnumerable<KnownImage> Named(List<string> ids, WorldView at) =>
        ids.Distinct(StringComparer.Ordinal).Select(id => KnownImage.Find(at, id) ?? throw Unknown(id)).ToList();

    private static AwsException Unknown(string id) =>
        Ids.IsWellFormed("ami", id) ? Ec2Errors.AmiNotFound(id) : Ec2Errors.AmiMalformed(id);

    /// <summary>
    /// A list leaves out what is deprecated, except the caller's own, and what is disabled, unless it is asked for
    /// (EC2 User Guide, "Deprecate an AMI" and "Disable an AMI").
    /// </summary>
    private static IEnumerable<KnownImage> Listed(DescribeImagesRequest input, WorldView at) =>
        KnownImage.All(at).Where(image =>
            (input.IncludeDeprecated == true || image.IsMine(at) || !image.IsDeprecated(at))
            && (input.IncludeDisabled == true || image.Shape.State != ImageState.Disabled));

    /// <summary>Owners are accounts, <c>self</c>, or aliases such as <c>amazon</c>.</summary>
    private static bool IsOwned(KnownImage image, List<string>? owners, WorldView at) =>
        owners is not { Count: > 0 } || owners.Exists(owner =>
            owner == image.Shape.OwnerId || owner == image.Shape.ImageOwnerAlias
            || (owner == Self && image.IsMine(at)));

    /// <summary><c>self</c> means launch permission given to the caller by name, <c>all</c> public images.</summary>
    private static bool IsExecutable(KnownImage image, DescribeImagesRequest input, WorldView at) =>
        input.ExecutableUsers is not { Count: > 0 } users || users.Exists(user => user switch
        {
            Everybody => image.Shape.Public == true,
            Self => image.LaunchUserIds.Contains(at.Account),
            _ => image.LaunchUserIds.Contains(user),
        });
}
