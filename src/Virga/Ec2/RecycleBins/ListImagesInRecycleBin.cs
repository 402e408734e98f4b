using Virga.Ec2.Images;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RecycleBins;

/// <summary>Lists images that can be restored.</summary>
internal sealed class ListImagesInRecycleBin : IQuery<ListImagesInRecycleBinRequest, ListImagesInRecycleBinResult>
{
    public static ListImagesInRecycleBinResult Run(ListImagesInRecycleBinRequest input, WorldView at)
    {
        var all = RecycleBin.Chosen(at, input.ImageIds, ImageRow.Kind, bin => bin.Image is not null)
            .Select(bin => new ImageRecycleBinInfo
            {
                ImageId = bin.Id,
                Name = bin.Image!.Name,
                Description = bin.Image.Description,
                RecycleBinEnterTime = bin.EnteredAt,
                RecycleBinExitTime = bin.ExitsAt,
            }).ToList();
        var page = PageToken.Slice(all, input.MaxResults, input.NextToken);
        return new() { Images = page.Items, NextToken = page.NextToken };
    }
}
