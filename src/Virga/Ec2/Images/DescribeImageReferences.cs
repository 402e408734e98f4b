using System.Globalization;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Lists what of the account names images.</summary>
internal sealed class DescribeImageReferences : IQuery<DescribeImageReferencesRequest, DescribeImageReferencesResult>
{
    private const int MaxImages = 10;

    public static DescribeImageReferencesResult Run(DescribeImageReferencesRequest input, WorldView at)
    {
        var ids = input.ImageIds ?? [];
        if (ids.Count is 0 or > MaxImages)
            throw CommonErrors.InvalidParameterValue($"From 1 to {MaxImages} image IDs must be given.");
        foreach (var id in ids) Ids.Check(ImageRow.Kind, id);
        var asked = input.ResourceTypes ?? [];
        var types = ImageUses.Chosen(input.IncludeAllResourceTypes == true, asked.Select(one => one.ResourceType));
        var all = (from id in ids
                   from type in types
                   let options = asked.Find(one => one.ResourceType == type)?.ResourceTypeOptions
                   from arn in ImageUses.Of(at, id, type, States(options), Depth(options))
                   select new ImageReference { ImageId = id, ResourceType = type, Arn = arn }).ToList();
        var page = PageToken.Slice(all, input.MaxResults, input.NextToken);
        return new() { ImageReferences = page.Items, NextToken = page.NextToken };
    }

    private static List<string>? States(List<ResourceTypeOption>? options) =>
        options?.Find(one => one.OptionName == ImageReferenceOptionName.StateName)?.OptionValues;

    private static int? Depth(List<ResourceTypeOption>? options) =>
        options?.Find(one => one.OptionName == ImageReferenceOptionName.VersionDepth)?.OptionValues is [var depth, ..]
            ? int.TryParse(depth, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw CommonErrors.InvalidParameterValue($"Invalid value '{depth}' for version-depth.")
            : null;
}
