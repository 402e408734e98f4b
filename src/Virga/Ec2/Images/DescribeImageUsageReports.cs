using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Lists reports on the use of images.</summary>
internal sealed class DescribeImageUsageReports
    : IQuery<DescribeImageUsageReportsRequest, DescribeImageUsageReportsResult>
{
    private static readonly Listing<ImageUsageReportRow, ImageUsageReport> Listing = new()
    {
        View = View,
        Filters = new()
        {
            { "creation-time", one => one.CreationTime },
            { "state", one => one.State },
        },
        MinResults = 1,
    };

    public static DescribeImageUsageReportsResult Run(DescribeImageUsageReportsRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.ReportIds, input.Filters, input.MaxResults, input.NextToken);
        if (input.ImageIds is { Count: > 0 } images) page.Items.RemoveAll(one => !images.Contains(one.ImageId!));
        return new() { ImageUsageReports = page.Items, NextToken = page.NextToken };
    }

    private static ImageUsageReport View(ImageUsageReportRow row, WorldView at) => new()
    {
        ReportId = row.Id,
        ImageId = row.ImageId,
        ResourceTypes = [.. row.ResourceTypes],
        AccountIds = [.. row.AccountIds],
        State = "available",
        CreationTime = row.CreationTime,
        ExpirationTime = row.CreationTime + ImageUsageReportIsForgotten.Lifetime,
        Tags = at.TagsOf(row.Id),
    };
}
