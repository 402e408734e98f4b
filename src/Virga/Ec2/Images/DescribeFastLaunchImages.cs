using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Lists images whose launches are to be fast.</summary>
internal sealed class DescribeFastLaunchImages : IQuery<DescribeFastLaunchImagesRequest, DescribeFastLaunchImagesResult>
{
    private static readonly Filters<DescribeFastLaunchImagesSuccessItem> Filters = new()
    {
        { "resource-type", one => one.ResourceType },
        { "owner-id", one => one.OwnerId },
        { "state", one => one.State },
    };

    public static DescribeFastLaunchImagesResult Run(DescribeFastLaunchImagesRequest input, WorldView at)
    {
        var ids = input.ImageIds ?? [];
        foreach (var id in ids)
        {
            Ids.Check(ImageRow.Kind, id);
            if (KnownImage.Find(at, id) is null) throw Ec2Errors.AmiNotFound(id);
        }

        var all = ImageSettingsRow.Of(at).FastLaunches.Where(one => ids.Count == 0 || ids.Contains(one.ImageId))
            .Select(one => one.View(at));
        var page = FactPage.Of(all, Filters, input.Filters, input.MaxResults, input.NextToken);
        return new() { FastLaunchImages = page.Items, NextToken = page.NextToken };
    }
}
